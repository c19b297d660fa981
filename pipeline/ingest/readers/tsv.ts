import type { Reader } from "../reader.ts";
import readCsv from "./csv.ts";

const readTsv: Reader = (input) => readCsv(input, "\t");
export default readTsv;
