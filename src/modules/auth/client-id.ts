import { v4 as uuid } from "uuid";
import type { NemoError } from "../../errors/index.js";
import type { Transport } from "../../transport/index.js";
import type { IdentityFiles } from "./identity-files.js";

/** The id of this installation: given, saved, or made; from memory alone where nothing can be saved. */
export class ClientId {
  readonly #transport: Transport;
  readonly #files: IdentityFiles | undefined;
  #known: Promise<string> | undefined;

  constructor(transport: Transport, files: IdentityFiles | undefined) {
    this.#transport = transport;
    this.#files = files;
  }

  get(): Promise<string> {
    this.#known ??= this.#find();
    return this.#known;
  }

  /**
   * Another id in the place of one that the backend refused.
   *
   * @throws `refusal` when the id was given by the user, whose choice it is
   */
  async replace(refused: string, refusal: NemoError): Promise<string> {
    if (this.#transport.options.clientId !== undefined) throw refusal;
    this.#known = this.#orInMemory((files, signal) => files.replaceClientId(refused, signal));
    return this.#known;
  }

  async #find(): Promise<string> {
    return (
      this.#transport.options.clientId ?? this.#orInMemory((files, signal) => files.ensureClientId(signal))
    );
  }

  async #orInMemory(save: (files: IdentityFiles, signal: AbortSignal) => Promise<string>): Promise<string> {
    if (!this.#files) return uuid();
    const transport = this.#transport;
    // No limit of its own, but closing ends the wait for another process.
    const deadline = transport.startDeadline(Infinity, undefined, "The client id");
    try {
      return await save(this.#files, deadline.signal);
    } catch (error) {
      if (deadline.signal.aborted) throw error;
      transport.options.logger.warn("The client id could not be saved; it ends with this process.", {
        systemCode: (error as NodeJS.ErrnoException).code,
      });
      return uuid();
    } finally {
      transport.release(deadline);
    }
  }
}
