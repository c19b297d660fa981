// The last step of `npm run build`: computes once what every start of the program would compute anew.

import { keepProgramDigest } from "../pipeline/kit/program.ts";
import { builtInProcedures, keepBuilt } from "../pipeline/procedures.ts";

await keepBuilt(await builtInProcedures());
await keepProgramDigest();
