// The last step of `npm run build`: what is the same for all who start the program is read once for all.
import { builtInProcedures, keepBuilt } from "../pipeline/procedures.ts";
import { keepProgramDigest } from "../pipeline/program.ts";

await keepBuilt(await builtInProcedures());
await keepProgramDigest();
