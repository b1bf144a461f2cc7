/** How a report looks, on a screen and on A4 or Letter. */
export const STYLE = `
@page { margin: 15mm 14mm 17mm; @bottom-right { content: counter(page) " / " counter(pages); font: 8pt sans-serif; color: #59636e; } }
* { box-sizing: border-box; }
html { -webkit-print-color-adjust: exact; print-color-adjust: exact; }
body {
  margin: 0 auto; padding: 40px 32px 64px; max-width: 860px; color: #16191d; background: #fff;
  font: 14px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Liberation Sans", sans-serif;
}
header { border-bottom: 2px solid #16191d; padding-bottom: 14px; }
h1 { font-size: 26px; line-height: 1.2; margin: 0 0 4px; overflow-wrap: anywhere; }
h2 { font-size: 17px; margin: 36px 0 8px; break-after: avoid; }
p { margin: 6px 0; }
.muted, .legend, footer { color: #59636e; font-size: 12.5px; }
.figures { display: grid; grid-template-columns: repeat(3, 1fr); gap: 18px 24px; margin: 22px 0 10px; break-inside: avoid; }
.figures div { border-left: 3px solid #c9cdcc; padding-left: 10px; min-width: 0; }
.figures dt { color: #59636e; font-size: 12.5px; }
.figures dd { margin: 0; font-size: 22px; font-weight: 600; font-variant-numeric: tabular-nums; line-height: 1.25; }
.figures .first { border-color: #2b7a8f; }
.figures small { display: block; font-size: 12px; font-weight: 400; color: #59636e; overflow-wrap: anywhere; }
.warning { border: 1px solid #6a6184; border-left-width: 4px; padding: 8px 12px; margin: 14px 0; break-inside: avoid; }
table { border-collapse: collapse; width: 100%; font-size: 12.5px; font-variant-numeric: tabular-nums; }
th { text-align: left; font-weight: 600; color: #59636e; border-bottom: 1px solid #8b939a; padding: 4px 10px 4px 0; vertical-align: bottom; }
td { border-bottom: 1px solid #e3e5e4; padding: 5px 10px 5px 0; vertical-align: top; overflow-wrap: anywhere; }
th:last-child, td:last-child { padding-right: 0; }
.number { text-align: right; white-space: nowrap; overflow-wrap: normal; }
td .muted { font-size: inherit; white-space: nowrap; }
.plain { white-space: nowrap; overflow-wrap: normal; }
thead { display: table-header-group; }
tr { break-inside: avoid; }
.days { width: 100%; height: auto; display: block; break-inside: avoid; }
.days text { font-size: 10px; fill: #59636e; }
.days .axis { text-anchor: end; }
.grid line { stroke: #8b939a; stroke-width: .5; stroke-dasharray: 2 3; }
.hatch { stroke: #6a6184; stroke-width: 2.4; }
.strip { width: 124px; height: 16px; display: block; margin-top: 1px; }
.connected { fill: #a9c8d0; } .degraded { fill: #d99a1c; } .down { fill: #b8320f; }
.hole { fill: url(#hatch); } .seen { fill: #c9cdcc; } .lost { fill: #6a6184; }
.legend span { white-space: nowrap; margin-right: 16px; }
.legend svg { width: 12px; height: 12px; vertical-align: -1px; margin-right: 5px; }
.kind { white-space: nowrap; font-weight: 600; }
.kind.down { color: #b8320f; } .kind.degraded, .kind.reduced { color: #8a5a00; } .kind.unknown { color: #6a6184; }
dl.words { display: grid; grid-template-columns: 110px 1fr; gap: 5px 16px; font-size: 12.5px; margin: 8px 0; }
dl.words dt { font-weight: 600; } dl.words dd { margin: 0; }
footer { margin-top: 36px; border-top: 1px solid #c9cdcc; padding-top: 10px; }
@media (max-width: 640px) { body { padding: 20px 14px; } .figures { grid-template-columns: repeat(2, 1fr); } .wide { overflow-x: auto; } }
@media print { body { padding: 0; max-width: none; font-size: 10.5pt; } h2 { margin-top: 18pt; } table { font-size: 8.5pt; } td { padding-top: 2pt; padding-bottom: 2pt; } th { padding-bottom: 2pt; } .strip { width: 100px; } .definitions { break-inside: avoid; } }
`;
