"""The page's style: light and dark, for a projector and for paper, safe for colour-blind eyes.

Series colours are Okabe and Ito's ("Color Universal Design", 2008), in dark pages their lighter
ones; marker shapes and dashes tell the series apart without colour.
"""

STYLE = """
:root {
  color-scheme: light dark;
  --paper: #ffffff; --panel: #f3f5f7; --ink: #16191d; --soft: #4d5661; --rule: #c9d0d8;
  --grid: #e3e7eb; --flag: #8a4b00; --flag-paper: #fff3e0; --accent: #005a8f;
  --s0: #0072b2; --s1: #d55e00; --s2: #009e73; --s3: #b5568e; --heat: #0072b2;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #14171b; --panel: #1e2329; --ink: #eef1f4; --soft: #b3bcc7; --rule: #414a55;
    --grid: #2b323a; --flag: #ffc875; --flag-paper: #33270f; --accent: #8accf5;
    --s0: #56b4e9; --s1: #e69f00; --s2: #2fc99a; --s3: #e59bc8; --heat: #56b4e9;
  }
}
* { box-sizing: border-box; }
body {
  margin: 0; background: var(--paper); color: var(--ink);
  font: 18px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "DejaVu Sans", sans-serif;
}
main { max-width: 1320px; margin: 0 auto; padding: 2rem 2rem 4rem; }
h1 { font-size: 2.3rem; line-height: 1.15; margin: 0; }
h2 { font-size: 1.65rem; line-height: 1.2; margin: 3rem 0 .8rem; }
h3 { font-size: 1.25rem; margin: 2.2rem 0 .6rem; }
p { margin: .5rem 0; max-width: 52rem; }
.lead { color: var(--soft); font-size: 1.1rem; }
nav ul {
  display: flex; flex-wrap: wrap; gap: .3rem 1.4rem; list-style: none; padding: 0;
  margin: 1rem 0 0;
}
a { color: var(--accent); }
a:focus-visible, .scroll:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
.essentials, .tiles, .charts, .pair { display: grid; gap: 1.2rem; }
.essentials { grid-template-columns: repeat(auto-fit, minmax(17rem, 1fr)); margin-top: 1.5rem; }
.essentials > div, .tile { background: var(--panel); border-radius: .6rem; padding: 1rem 1.2rem; }
.essentials h2 { font-size: 1.05rem; margin: 0 0 .3rem; }
.essentials p { margin: 0 0 .4rem; font-size: 1rem; }
.tiles { grid-template-columns: repeat(auto-fit, minmax(20rem, 1fr)); margin: 1rem 0; }
.tile { border-left: .5rem solid var(--rule); }
.tile.s0 { border-color: var(--s0); } .tile.s1 { border-color: var(--s1); }
.tile.s2 { border-color: var(--s2); } .tile.s3 { border-color: var(--s3); }
.tile h3 { margin: 0; overflow-wrap: anywhere; }
.tile p { margin: .1rem 0; color: var(--soft); font-size: 1rem; }
.tile dl { display: flex; flex-wrap: wrap; gap: .3rem 2rem; margin: .6rem 0 .2rem; }
.tile dt { color: var(--soft); font-size: 1rem; }
.tile dd { margin: 0; font-size: 2rem; font-weight: 650; line-height: 1.2; }
.tile dd small { display: block; font-size: 1rem; font-weight: 400; color: var(--soft); }
.verdicts { list-style: none; padding: 0; margin: 1rem 0; }
.verdicts li { font-size: 1.3rem; padding: .5rem 0 .5rem 1rem; margin: .5rem 0;
  border-left: .35rem solid var(--rule); max-width: 62rem; }
.verdicts li.real { border-color: var(--accent); font-weight: 600; }
.charts {
  grid-template-columns: repeat(auto-fit, minmax(min(32rem, 100%), 1fr)); align-items: start;
}
.pair {
  grid-template-columns: repeat(auto-fit, minmax(min(30rem, 100%), 1fr)); align-items: start;
}
figure {
  margin: 0; background: var(--panel); border-radius: .6rem; padding: 1rem;
  break-inside: avoid;
}
figcaption { font-weight: 650; margin-bottom: .4rem; }
.charts table, .pair table { font-size: .95rem; }
figure p { font-size: 1rem; color: var(--soft); margin: .4rem 0 0; }
.chart { display: block; width: 100%; height: auto; font-size: 15px; fill: var(--ink); }
.chart text { fill: var(--ink); stroke: none; }
.chart .label { fill: var(--soft); }
.chart .note { font-size: 14px; fill: var(--soft); }
.chart .small { font-size: 12.5px; fill: var(--soft); }
.chart .grid { stroke: var(--rule); stroke-width: 1; opacity: .7; }
.chart .reference { stroke: var(--ink); stroke-width: 1.5; stroke-dasharray: 3 5; }
.chart .line { fill: none; stroke-width: 3; stroke-linejoin: round; }
.chart .span { fill: none; stroke-width: 2.5; }
.chart .mark { stroke: var(--panel); stroke-width: 1.5; }
.chart .line.s0, .chart .span.s0 { stroke: var(--s0); } .chart .mark.s0 { fill: var(--s0); }
.chart .line.s1, .chart .span.s1 { stroke: var(--s1); } .chart .mark.s1 { fill: var(--s1); }
.chart .line.s2, .chart .span.s2 { stroke: var(--s2); } .chart .mark.s2 { fill: var(--s2); }
.chart .line.s3, .chart .span.s3 { stroke: var(--s3); } .chart .mark.s3 { fill: var(--s3); }
.chart .line.s1 { stroke-dasharray: 10 5; } .chart .line.s2 { stroke-dasharray: 2 5; }
.chart .line.s3 { stroke-dasharray: 12 4 2 4; }
.chart .heat { fill: var(--heat); }
.scroll { overflow-x: auto; margin: 1rem 0; }
table {
  border-collapse: collapse; width: 100%; font-size: 1rem; font-variant-numeric: tabular-nums;
}
caption { text-align: left; font-weight: 650; padding: .3rem 0; }
th, td {
  padding: .4rem .5rem; border-bottom: 1px solid var(--rule); text-align: right;
  vertical-align: middle;
}
thead th { border-bottom: 2px solid var(--soft); vertical-align: bottom; }
td { white-space: nowrap; }
th:first-child { text-align: left; }
tbody th { font-weight: 500; }
.source td:nth-child(2), .source th:nth-child(2) { text-align: left; }
.face { display: flex; align-items: center; gap: .7rem; }
.face img { flex: none; border-radius: .3rem; }
.faces .name { overflow-wrap: anywhere; font-size: .9rem; }
.flag {
  background: var(--flag-paper); color: var(--flag); border-radius: .4rem;
  padding: .5rem .8rem; font-weight: 600;
}
dl.method dt { font-weight: 650; margin-top: .7rem; } dl.method dd { margin: 0; max-width: 58rem; }
footer { margin-top: 3rem; color: var(--soft); font-size: 1rem; overflow-wrap: anywhere; }
@media print {
  :root {
    color-scheme: light;
    --paper: #ffffff; --panel: #ffffff; --ink: #000000; --soft: #333333; --rule: #aaaaaa;
    --grid: #dddddd; --flag: #5c3200; --flag-paper: #ffffff; --accent: #00456e;
    --s0: #0072b2; --s1: #d55e00; --s2: #009e73; --s3: #b5568e; --heat: #0072b2;
  }
  body { font-size: 10.5pt; }
  main { max-width: none; padding: 0; }
  nav { display: none; }
  figure, .tile, .essentials > div { border: 1px solid var(--rule); }
  .tile { border-left-width: .5rem; }
  .charts { grid-template-columns: 1fr 1fr; }
  .pair { grid-template-columns: 1fr; }
  .scroll { overflow: visible; break-inside: avoid; }
  h2, h3, caption, .lead { break-after: avoid; }
  tr, figure, .tile { break-inside: avoid; }
}
"""
