import * as z from "zod/mini";
import { isObject } from "./draft.js";
import { lenient } from "./parse-answer.js";

const text = z.string().check(z.minLength(1));
const amount = z.union([
  z.number(),
  z.pipe(
    z.string().check(z.regex(/^\d+(\.\d+)?$/)),
    z.transform((digits: string) => Number(digits)),
  ),
]);

/** `POST /api/auth/anonymous-token` */
export const anonymousTokenAnswer = z.looseObject({
  // It goes into a header.
  token: z.string().check(z.regex(/^[\x21-\x7e]+$/)),
  credits: lenient(amount),
  expires_in: lenient(amount),
});

/** `POST /api/auth/claim-token` */
export const claimTokenAnswer = z.looseObject({ claim_token: text, expires_in: lenient(amount) });

/** `POST /api/tasks/me/with-session/nemo_agent` */
export const sessionAnswer = z.looseObject({ task_id: text, session_id: text, user_id: lenient(text) });

/** `GET /api/credits/balance/simple` */
export const creditsAnswer = z.looseObject({
  available: amount,
  frozen: lenient(amount),
  total: lenient(amount),
});

const anyObject = z.record(z.string(), z.unknown());

/** `GET /api/state/nemo_agent/me/<sid>/latest`; some answers carry the state one level up. */
export const stateAnswer = z.pipe(
  z.transform(withState),
  z.looseObject({ state: anyObject, user_id: lenient(text) }),
);

/** An answer without any of a state's keys is none: it must not pass for an empty project. */
function withState(answer: unknown): unknown {
  if (!isObject(answer)) return answer;
  if (answer["state"] === null) return { ...answer, state: {} };
  const stateKeys = ["draft", "video_infos", "canvas_config", "generated_media"];
  if ("state" in answer || !stateKeys.some((key) => key in answer)) return answer;
  const { user_id, ...state } = answer;
  return { state, user_id };
}

/** `POST /api/render/proxy/lambda` */
export const renderAcceptedAnswer = z.looseObject({
  /** Where the render can be ended; the embedded backend says, the cloud does not. */
  cancel: lenient(z.string().check(z.startsWith("/api/"))),
});

/** `GET /api/render/proxy/lambda/<id>` */
export const renderStatusAnswer = z.looseObject({
  status: text,
  output: lenient(z.looseObject({ url: lenient(text) })),
  outputUrl: lenient(text),
  progress: lenient(amount),
  speed: lenient(amount),
  remaining_ms: lenient(amount),
  error: z.optional(z.unknown()),
});

const storedFile = z.looseObject({
  name: lenient(text),
  filename: lenient(text),
  file_name: lenient(text),
  url: lenient(text),
  size: lenient(amount),
  bytes: lenient(amount),
});

/** `POST /api/upload-video/nemo_agent/me/<sid>`: may name the stored files, in a list or alone, or say nothing. */
export const uploadAnswer = z.catch(
  z.union([
    z.pipe(
      z.looseObject({ files: z.array(storedFile) }),
      z.transform(({ files }) => files),
    ),
    z.array(storedFile),
    z.pipe(
      storedFile,
      z.transform((file) => [file]),
    ),
  ]),
  [],
);
