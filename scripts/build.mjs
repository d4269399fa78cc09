// Makes dist anew: bundles and types by tsup, then the licences of everything that was bundled, and smaller maps.
import { rmSync } from "node:fs";
import { build } from "tsup";
import { slimMaps } from "./slim-maps.mjs";
import { writeLicenses } from "./write-licenses.mjs";

rmSync("dist", { recursive: true, force: true });
await build({ metafile: true });
writeLicenses("dist");
slimMaps("dist");
