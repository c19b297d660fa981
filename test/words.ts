/** Words no text of the house may use about the people whose work it reads. Titles of laws are not our words. */
export const BANNED = /违法|违纪|造假|徇私|腐败|嫌疑人|\b(illegal|corrupt|fraud|guilty|offender)/i;
