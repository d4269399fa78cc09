import * as z from "zod/mini";
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
  token: text,
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
export const stateAnswer = z.union([
  z.looseObject({ state: anyObject, user_id: lenient(text) }),
  z.pipe(
    z.looseObject({ user_id: lenient(text) }),
    z.transform(({ user_id, ...state }) => ({ state: state, user_id })),
  ),
]);

/** `POST /api/render/proxy/lambda` */
export const renderAcceptedAnswer = z.looseObject({ id: lenient(text), status: lenient(text) });

/** `GET /api/render/proxy/lambda/<id>` */
export const renderStatusAnswer = z.looseObject({
  status: text,
  output: lenient(z.looseObject({ url: lenient(text) })),
  outputUrl: lenient(text),
  progress: lenient(amount),
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
