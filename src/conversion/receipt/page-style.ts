/** The style of the receipt: no fonts, pictures or scripts from elsewhere. */
export const pageStyle = `
:root {
  color-scheme: light dark;
  --paper: #f5f5f2; --card: #fff; --ink: #1c1e21; --soft: #62666d; --line: #e3e3de; --tint: #f0f0ec;
  --good: #14713d; --good-tint: #e3f4e9; --bad: #a5371b; --bad-tint: #fdebe4; --accent: #2457a7; --accent-tint: #e6eefb;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #131417; --card: #1c1e22; --ink: #e9eaec; --soft: #9ba0a8; --line: #30333a; --tint: #25282d;
    --good: #6fd69a; --good-tint: #143022; --bad: #ff9d80; --bad-tint: #3b1f17; --accent: #8fb8ff; --accent-tint: #1b2a44;
  }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 15px/1.5 system-ui, -apple-system, "Segoe UI", sans-serif; }
main { max-width: 60rem; margin: 0 auto; padding: 2rem 1rem 4rem; display: grid; gap: 1rem; }
main > * { min-width: 0; }
h1 { margin: 0; font-size: 1.35rem; line-height: 1.3; overflow-wrap: anywhere; }
h1 span { color: var(--soft); font-weight: 400; }
h2 { margin: 0 0 .8rem; font-size: 1rem; }
p { margin: .4rem 0 0; }
a { color: var(--accent); }
.card { background: var(--card); border: 1px solid var(--line); border-radius: 12px; padding: 1.1rem 1.2rem; }
.soft { color: var(--soft); }
.verdict { border-left: 6px solid var(--good); }
.verdict.bad { border-left-color: var(--bad); }
.verdict header { display: flex; gap: .8rem; align-items: center; flex-wrap: wrap; margin-bottom: .6rem; }
.seal { font-weight: 650; padding: .15rem .75rem; border-radius: 99px; background: var(--good-tint); color: var(--good); }
.bad .seal { background: var(--bad-tint); color: var(--bad); }
.figures { display: grid; grid-template-columns: repeat(auto-fit, minmax(8.5rem, 1fr)); gap: .8rem; margin: 1rem 0 0; }
.figures div { background: var(--tint); border-radius: 8px; padding: .6rem .8rem; }
.figures dt { color: var(--soft); font-size: .8rem; }
.figures dd { margin: 0; font-size: 1.15rem; font-weight: 650; font-variant-numeric: tabular-nums; }
.figures dd small { display: block; font-size: .8rem; font-weight: 400; color: var(--soft); }
.frames { display: grid; grid-template-columns: 1fr 1fr; gap: .5rem .6rem; }
.frames h3 { margin: 0; font-size: .85rem; font-weight: 600; color: var(--soft); }
figure { margin: 0; background: var(--tint); border-radius: 8px; overflow: hidden; position: relative; min-height: 4rem; display: grid; place-items: center; }
figure img { display: block; width: 100%; max-height: 22rem; object-fit: contain; }
figure p { color: var(--soft); padding: 1.5rem .5rem; font-size: .85rem; margin: 0; }
figcaption { position: absolute; left: .4rem; bottom: .4rem; font-size: .72rem; color: #fff; background: rgb(0 0 0 / .65); padding: 0 .4rem; border-radius: 4px; font-variant-numeric: tabular-nums; }
table { width: 100%; border-collapse: collapse; font-size: .9rem; }
th, td { text-align: left; vertical-align: top; padding: .45rem .6rem .45rem 0; border-top: 1px solid var(--line); overflow-wrap: anywhere; }
thead th { border-top: 0; color: var(--soft); font-weight: 500; font-size: .8rem; }
tbody th { font-weight: 500; overflow-wrap: normal; }
#files tbody th { white-space: nowrap; }
td.number { font-variant-numeric: tabular-nums; white-space: nowrap; }
.tag { display: inline-block; font-size: .78rem; font-weight: 600; padding: 0 .5rem; border-radius: 99px; background: var(--tint); white-space: nowrap; }
.tag.good { background: var(--good-tint); color: var(--good); }
.tag.bad { background: var(--bad-tint); color: var(--bad); }
.tag.copy, .tag.encode { background: var(--accent-tint); color: var(--accent); }
code, pre { font-family: ui-monospace, "SF Mono", Consolas, monospace; font-size: .82rem; overflow-wrap: anywhere; }
pre { margin: .3rem 0 0; padding: .8rem; background: var(--tint); border-radius: 8px; white-space: pre-wrap; max-height: 30rem; overflow: auto; }
ul { margin: 0; padding-left: 1.2rem; }
li + li { margin-top: .3rem; }
summary { cursor: pointer; color: var(--accent); }
details { margin-top: .8rem; }
dl.facts { display: grid; grid-template-columns: max-content 1fr; gap: .3rem 1rem; margin: 0; font-size: .9rem; }
dl.facts dt { color: var(--soft); }
dl.facts dd { margin: 0; overflow-wrap: anywhere; }
.bar { height: 6px; border-radius: 3px; background: var(--line); margin-top: .4rem; overflow: hidden; }
.bar i { display: block; height: 100%; background: var(--good); }
@media (max-width: 40rem) {
  main { padding: 1rem .6rem 3rem; }
  .card { padding: .9rem; }
  table.stacks thead { display: none; }
  table.stacks tr { display: block; padding: .6rem 0; border-top: 1px solid var(--line); }
  table.stacks tr:first-child { border-top: 0; padding-top: 0; }
  table.stacks th { display: block; border: 0; padding: .15rem 0; font-weight: 600; }
  table.stacks td { display: grid; grid-template-columns: 6.5rem 1fr; gap: .5rem; border: 0; padding: .15rem 0; }
  table.stacks td::before { content: attr(data-label); color: var(--soft); font-weight: 400; font-size: .8rem; }
  dl.facts { grid-template-columns: 1fr; gap: 0; }
  dl.facts dd { margin-bottom: .5rem; }
}
@media print { body { background: #fff; } .card { break-inside: avoid; } }
`;
