import { defineConfig } from "vitest/config";
import { skillDefines } from "./skill-defines.config.js";

export default defineConfig({
  define: skillDefines(),
  test: {
    include: ["test/**/*.test.ts"],
    testTimeout: 20_000,
    hookTimeout: 60_000,
    restoreMocks: true,
    unstubEnvs: true,
  },
});
