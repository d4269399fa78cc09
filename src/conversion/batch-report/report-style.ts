import { filters, sorts } from "./sort-and-filter.js";

const chosen = (id: string, key: string) => `#${id}-${key}:checked`;

/** Which order and which files are chosen is style alone: each row knows its place in every order. */
const choices = [
  ...sorts.slice(1).map(({ key }) => `${chosen("sort", key)} ~ table tbody tr { order: var(--${key}); }`),
  ...filters
    .slice(1)
    .map(({ key }) => `${chosen("show", key)} ~ table tbody tr:not(.${key}) { display: none; }`),
  ...[...sorts.map(({ key }) => ["sort", key]), ...filters.map(({ key }) => ["show", key])].flatMap(
    ([id, key]) => [
      `${chosen(id!, key!)} ~ .controls label[for="${id}-${key}"] { background: var(--accent-tint); color: var(--accent); }`,
      `#${id}-${key}:focus-visible ~ .controls label[for="${id}-${key}"] { outline: 2px solid var(--accent); }`,
    ],
  ),
].join("\n");

/** What the page of a batch has beside the style of a receipt. */
export const reportStyle = `
:root { --copied: #2a8a5c; --partial: #3f9fb5; --encoded: #3d6fc4; --idle: #a9adb3; --wrong: #c8502f; --faint: #d5dae2; }
@media (prefers-color-scheme: dark) {
  :root { --copied: #4fbf8b; --partial: #59bcd1; --encoded: #6f9ff0; --idle: #6b7078; --wrong: #e9785a; --faint: #3a4049; }
}
main { max-width: 76rem; }
h2 small { font-weight: 400; font-size: .85rem; }
svg { display: block; width: 100%; }
.copy { fill: var(--copied); background: var(--copied); }
.partial { fill: var(--partial); background: var(--partial); }
.encode, .after { fill: var(--encoded); background: var(--encoded); }
.skipped { fill: var(--idle); } i.skipped { background: var(--idle); }
.failed, rect.grown { fill: var(--wrong); } i.failed { background: var(--wrong); }
.before { fill: var(--faint); background: var(--faint); }
.tag.copy, .tag.partial, .tag.encode { background: var(--accent-tint); color: var(--accent); }
.outcomes { height: 14px; border-radius: 7px; margin-top: 1.1rem; }
.outcomes rect { stroke: var(--card); stroke-width: 1.5px; }
.legend { list-style: none; display: flex; flex-wrap: wrap; gap: .2rem 1.1rem; margin: .5rem 0 0; padding: 0; font-size: .85rem; color: var(--soft); }
.legend li { margin: 0; display: flex; align-items: center; gap: .4rem; }
.legend i { width: .7rem; height: .7rem; border-radius: 3px; }
.charts { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 26rem), 1fr)); gap: 1rem; }
.charts > * { min-width: 0; }
.charts .legend { margin: -.3rem 0 .8rem; }
.bars { list-style: none; margin: 0; padding: 0; font-size: .85rem; }
.bars li { display: grid; grid-template-columns: minmax(0, 1fr) auto; gap: .15rem .8rem; margin: 0 0 .55rem; align-items: baseline; }
.bars bdi { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.bars span { color: var(--soft); font-variant-numeric: tabular-nums; grid-row: 1; grid-column: 2; }
.bars svg { height: 12px; grid-column: 1 / -1; }
.failure + .failure { margin-top: 1rem; padding-top: .8rem; border-top: 1px solid var(--line); }
.failure p { margin: 0 0 .5rem; overflow-wrap: anywhere; }
.failure strong { font-weight: 600; }
.failure ul { max-height: 20rem; overflow: auto; font-size: .9rem; overflow-wrap: anywhere; }
#files > input { position: absolute; opacity: 0; pointer-events: none; }
.controls { display: flex; flex-wrap: wrap; gap: .6rem 1.6rem; margin: .2rem 0 .8rem; }
.controls fieldset { border: 0; margin: 0; padding: 0; min-width: 0; display: flex; flex-wrap: wrap; gap: .25rem; align-items: center; }
.controls legend { float: left; padding: 0 .5rem 0 0; color: var(--soft); font-size: .85rem; }
.controls label { font-size: .85rem; padding: .1rem .7rem; border-radius: 99px; background: var(--tint); cursor: pointer; }
#files table, #files thead { display: block; }
#files tbody { display: flex; flex-direction: column; }
#files tr { display: grid; grid-template-columns: minmax(0, 1fr) 11.5rem 13.5rem 5.5rem; column-gap: 1rem; border-top: 1px solid var(--line); padding: .55rem 0; }
#files.pictured tr { grid-template-columns: 14.5rem minmax(0, 1fr) 11.5rem 8.5rem 5.5rem; }
#files thead tr { border: 0; padding: 0; }
/* What is out of sight is not laid out: thousands of rows scroll like ten. */
#files tbody tr { content-visibility: auto; contain-intrinsic-size: auto 3rem; }
#files.pictured tbody tr { contain-intrinsic-size: auto 5.2rem; }
#files th, #files td { border: 0; padding: 0; min-width: 0; }
#files tbody th { white-space: normal; overflow-wrap: anywhere; }
#files tbody th p, #files details { font-weight: 400; margin: .15rem 0 0; font-size: .85rem; }
#files details ul { margin-top: .3rem; }
.shots { display: flex; gap: .5rem; align-items: start; }
.shots img { display: block; width: 7rem; height: 4.6rem; object-fit: contain; background: var(--tint); border-radius: 6px; }
.problem, span.grown { color: var(--bad); }
.links { display: flex; flex-wrap: wrap; gap: 0 1rem; }
#made { font-size: .85rem; padding: 0 .2rem; }
${choices}
@media (max-width: 56rem) {
  #files thead { display: none; }
  #files tr, #files.pictured tr { grid-template-columns: 1fr; row-gap: .3rem; padding: .8rem 0; }
  #files tbody tr { contain-intrinsic-size: auto 8rem; }
  #files.pictured tbody tr { contain-intrinsic-size: auto 13rem; }
  #files td[data-label] { display: grid; grid-template-columns: 4.5rem 1fr; font-size: .9rem; }
  #files td[data-label]::before { content: attr(data-label); color: var(--soft); font-size: .8rem; }
  #files td br { display: none; }
  #files td br + span { margin-left: .6rem; }
  .shots:empty { display: none; }
}
@media (max-width: 40rem) {
  .bars li { grid-template-columns: 1fr; }
  .bars span { grid-row: auto; grid-column: auto; }
  .bars svg { grid-row: 2; }
}
@media print {
  main { max-width: none; padding: 0; }
  .controls { display: none; }
  #files { break-inside: auto; }
  #files tbody tr { content-visibility: visible; break-inside: avoid; }
  .failure ul { max-height: none; }
  svg, .legend i, .tag, .seal { print-color-adjust: exact; }
}
`;
