// The last step of `npm run build`: the package's own procedures, read once for all.
import { builtInProcedures, keepBuilt } from "../pipeline/procedures.ts";

await keepBuilt(await builtInProcedures());
