export { type McpHttpOptions, type McpHttpServer, serveMcpHttp } from "./mcp/serve-mcp-http.js";
export { type McpStdioOptions, serveMcpStdio } from "./mcp/serve-mcp-stdio.js";
export type { ToolOptions } from "./tool-options.js";
