/**
 * The backend's answer as it came, beside what was read out of it: there for whoever asks for `raw`, but not in what is
 * printed, inspected or written as JSON.
 */
export function withRaw<Read extends object, Raw>(read: Read, raw: Raw): Read & { raw: Raw } {
  return Object.defineProperty(read, "raw", { value: raw }) as Read & { raw: Raw };
}
