export { serveMcpHttp, serveMcpStdio, type ToolOptions } from "./mcp.js";
