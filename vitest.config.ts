import { defineConfig } from "vitest/config";
import { skillDefines } from "./skill-defines.config.js";

export default defineConfig({
  define: skillDefines(),
  test: {
    include: ["test/**/*.test.ts"],
    setupFiles: ["test/support/seed.ts"],
    // Encodes on a machine that others use, too, take several times as long as on a quiet one; a test that hangs still ends.
    testTimeout: 60_000,
    hookTimeout: 120_000,
    restoreMocks: true,
    unstubEnvs: true,
  },
});
