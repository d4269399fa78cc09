/** What the backend says, word for word as `contract.md` has it. Nothing here is derived from the library's own code. */

export const anonymousToken = {
  code: 0,
  message: "success",
  data: { token: "nmv_usr_anonymous_1", credits: 100, expires_in: 604800, plan: "free" },
};

export const claimToken = { code: 0, data: { claim_token: "clm_abc123", expires_in: 604800 } };

export const session = { code: 0, data: { task_id: "task-1", session_id: "sess-1", user_id: "user-1" } };

export const credits = { code: 0, data: { available: 80, frozen: 20, total: 100 } };

export const draft = {
  t: [
    { tt: 0, sg: [{ d: 10_000, m: { name: "city timelapse" }, id: "v1" }], zoom: 1.5 },
    { tt: 1, sg: [{ d: 10_000, m: { name: "Lo-fi", volume: 0.35 } }] },
    { tt: 7, sg: [{ d: 3_000, m: { text: "Urban Dreams" } }] },
  ],
  d: 10_000,
  m: { engine: "v3" },
  revision: 17,
};

export const state = {
  code: 0,
  data: {
    state: {
      draft,
      video_infos: [{ file: "city.mp4", duration: 10 }],
      canvas_config: { width: 1920, height: 1080 },
      generated_media: [{ kind: "music", url: "https://cdn.test/lofi.mp3" }],
    },
  },
};

export const upload = {
  code: 0,
  data: { files: [{ name: "clip.mp4", url: "https://cdn.test/clip.mp4", size: 11 }] },
};

export const renderAccepted = { code: 0, message: "accepted", data: {} };

export const renderCompleted = {
  status: "completed",
  progress: 100,
  output: { url: "https://cdn.test/film.mp4?sig=s3cr3t" },
};

/** One turn of an agent that answers in words. */
export const turnStream =
  'data: {"content":{"role":"model","parts":[{"text":"Trimmed the first 2 seconds."}]},"author":"nemo_agent","id":"e1",' +
  '"invocationId":"i1","timestamp":1735689600.5,"finishReason":"STOP"}\n\n';
