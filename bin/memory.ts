import { setFlagsFromString } from "node:v8";

// What a run makes in JavaScript is soon done with, and much of it holds memory outside of the heap that its collector
// does not see: so the young generation stays as small as it begins, and the old one is collected when it has grown by
// four fifths. Loaded before all else, for the young generation grows from the start. Takes some 80 MB off the peak.
setFlagsFromString("--semi-space-growth-factor=1");
setFlagsFromString("--heap-growing-percent=80");
