import { readFile } from "node:fs/promises";
import { NemoError } from "../../errors/index.js";
import { presets } from "../../conversion/index.js";
import type { FileSummary } from "../file-summary.js";
import { describeJob } from "../jobs/describe-job.js";
import type { JobRecord } from "../jobs/job-record.js";
import type { ToolContext } from "../tool.js";
import { findJob, visibleJobs } from "../tools/job-tools.js";

const scheme = "nemo-converter://";
const mimeType = "application/json";

const presetsResource = {
  uri: `${scheme}presets`,
  name: "presets",
  title: "Presets",
  description: "What each preset is meant for, its settings, and where its figures come from.",
  mimeType,
};

export const resourceTemplates = [
  {
    uriTemplate: `${scheme}jobs/{job}`,
    name: "job",
    title: "A job",
    description: "State and result of a job, by its handle.",
    mimeType,
  },
  {
    uriTemplate: `${scheme}jobs/{job}/receipts/{number}`,
    name: "receipt",
    title: "Receipt of a finished job",
    description: "The proof of a conversion that was asked for with `receipt`, counted from 0.",
    mimeType,
  },
];

/** The presets, and the receipts of jobs that are finished. */
export async function listResources(context: ToolContext) {
  const jobs = await visibleJobs(context);
  const receipts = jobs.flatMap((record) =>
    receiptsOf(record).map((path, position) => ({
      uri: `${scheme}jobs/${record.id}/receipts/${position}`,
      name: path,
      title: `Receipt of ${record.id}`,
      mimeType,
    })),
  );
  return [presetsResource, ...receipts];
}

/** @throws NemoError `invalid-request` for a resource that there is not */
export async function readResource(uri: string, context: ToolContext): Promise<string> {
  const unknown = new NemoError("invalid-request", `There is no resource ${uri}.`);
  if (uri === presetsResource.uri) return JSON.stringify(presets);
  const [, id, , number] = /^nemo-converter:\/\/jobs\/(job-[0-9a-f]+)(\/receipts\/(\d+))?$/.exec(uri) ?? [];
  if (id === undefined) throw unknown;
  const record = await findJob(id, context);
  if (number === undefined) return JSON.stringify(describeJob(record).content);
  const page = receiptsOf(record)[Number(number)];
  if (page === undefined) throw unknown;
  // It may have become a link that leads elsewhere.
  const path = await context.folders.input(page.replace(/\.html$/, ".json"));
  return readFile(path, "utf8").catch(() => {
    throw unknown;
  });
}

function receiptsOf({ result }: JobRecord): string[] {
  const files = (result?.content["files"] ?? []) as FileSummary[];
  return files.map(({ receiptPath }) => receiptPath).filter((path) => path !== undefined);
}
