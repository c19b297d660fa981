/** Words of `postings.kind` for a post, and for a rotation by plan; for leave and emergency duty there is `AWAY`. */
export const POST = ["post", "任职"];
export const ROTATION = ["rotation", "轮岗"];
