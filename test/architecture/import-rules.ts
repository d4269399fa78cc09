/**
 * What each part of src may import of the others: the table of the design. `nemo-converter` is the facade, `index` the
 * public surface; both are files, all else are folders.
 */
const base = ["options", "time", "errors"];
const client = ["modules", "conversation", "conversion", "media", "workflows", "transport", "wire", ...base];
const aroundTheFacade = ["nemo-converter", "conversion", "media", "local", ...base];

export const mayImport: Readonly<Record<string, readonly string[]>> = {
  errors: [],
  wire: ["errors"],
  conversion: ["errors"],
  time: ["errors"],
  options: ["errors"],
  addresses: ["errors"],
  transport: ["addresses", ...base],
  modules: ["transport", "wire", ...base],
  media: ["conversion", ...base],
  conversation: ["modules", "conversion", "wire", ...base],
  workflows: ["modules", "conversation", "conversion", "media", ...base],
  "nemo-converter": client,
  index: ["nemo-converter", ...client],
  local: ["addresses", "wire", "conversion", "media", ...base],
  agents: aroundTheFacade,
  queue: aroundTheFacade,
  testing: aroundTheFacade,
  cli: ["nemo-converter", "agents", "queue", "local", "conversion", "media", ...base],
};

/** `backend: "auto"` is the one reason for which a workflow may load the embedded backend, and only when it comes to it. */
export const mayLoadLater: Readonly<Record<string, readonly string[]>> = { workflows: ["local"] };

/** Which parts may use which packages. Node's own modules are not listed: any part may, but for those below. */
export const packageUsers: Readonly<Record<string, readonly string[]>> = {
  zod: ["wire", "conversion", "local", "agents"],
  ky: ["transport"],
  "eventsource-parser": ["transport"],
  uuid: ["modules", "local"],
  hono: ["local"],
  "@hono/node-server": ["local", "agents"],
  "@modelcontextprotocol/sdk": ["agents"],
  "@fastify/busboy": ["local"],
  commander: ["cli"],
  msw: ["testing"],
  tinyglobby: ["workflows"],
  bullmq: ["queue"],
  ioredis: ["queue"],
};

/** What only one file may touch. */
export const onlyIn = {
  ky: "transport/http-client.ts",
  "node:child_process": "media/child.ts",
  "process.env": "options/environment.ts",
} as const;
