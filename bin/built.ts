// The last step of `npm run build`: computes once what every start of the program would compute anew.
import { builtInProcedures, keepBuilt } from "../pipeline/procedures.ts";
import { keepProgramDigest } from "../pipeline/program.ts";

await keepBuilt(await builtInProcedures());
await keepProgramDigest();
