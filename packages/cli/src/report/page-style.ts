import { themeStyles } from "percept-charts";

/** The look of every page: one column as wide as a picture, light or dark as the reader's system is, A4 in print. */
export const pageStyle = `${themeStyles()}
:root { --text: var(--chart-ink); --soft: var(--chart-soft-ink); --ground: var(--chart-paper); --line: var(--chart-rule);
  --link: var(--chart-training); --panel: var(--chart-quiet); }
* { box-sizing: border-box; }
html { scroll-behavior: smooth; }
body { margin: 0 auto; max-width: 720px; padding: 40px 24px 64px; background: var(--ground); color: var(--text);
  font: 16px/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "DejaVu Sans", sans-serif; overflow-wrap: break-word; }
h1 { font-size: 30px; line-height: 1.2; margin: 0 0 8px; letter-spacing: -0.01em; }
h2 { font-size: 22px; line-height: 1.25; margin: 56px 0 12px; padding-top: 16px; border-top: 1px solid var(--line); }
h3 { font-size: 16px; margin: 28px 0 8px; }
h2 .number { color: var(--soft); font-weight: 400; margin-right: 6px; }
p { margin: 0 0 12px; }
a { color: var(--link); }
a:focus-visible, button:focus-visible, summary:focus-visible, .scroll:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; }
code, pre { font: 13px/1.5 ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace; }
pre { background: var(--panel); border: 1px solid var(--line); border-radius: 6px; padding: 12px 14px; margin: 0 0 12px;
  white-space: pre-wrap; overflow-wrap: anywhere; }
.skip { position: absolute; left: -9999px; }
.skip:focus { left: 16px; top: 12px; background: var(--ground); padding: 6px 10px; }
.lead { color: var(--soft); }
.figures { display: grid; grid-template-columns: repeat(3, 1fr); gap: 12px; margin: 24px 0 0; padding: 0; }
.figures div { border: 1px solid var(--line); border-radius: 8px; padding: 12px 14px; background: var(--panel); }
.figures dt { font-size: 13px; color: var(--soft); }
.figures dd { margin: 2px 0 0; font-size: 22px; font-weight: 600; font-variant-numeric: tabular-nums; }
nav ol { columns: 3; column-gap: 24px; padding-left: 20px; margin: 32px 0 0; font-size: 14px; }
nav li { break-inside: avoid; margin-bottom: 4px; }
nav a { text-decoration: none; }
nav a:hover { text-decoration: underline; }
figure { margin: 20px 0 24px; }
/* The words of a picture stand where the words of the page do: its own margin is 20 pixels. */
.picture svg { display: block; max-width: calc(100% + 40px); height: auto; margin-left: -20px; }
figcaption { font-size: 13px; color: var(--soft); }
.file { margin: 4px 0 0; }
details { margin: 6px 0; }
summary { cursor: pointer; color: var(--link); }
.scroll { overflow-x: auto; margin: 0 0 16px; }
table { border-collapse: collapse; font-size: 14px; font-variant-numeric: tabular-nums; color: var(--text); min-width: 50%; }
caption { text-align: left; font-weight: 600; padding: 0 0 6px; }
th, td { padding: 4px 12px 4px 0; border-bottom: 1px solid var(--line); text-align: right; vertical-align: top; }
th:first-child, td:first-child, .words th, .words td { text-align: left; }
thead th { color: var(--soft); font-weight: 500; vertical-align: bottom; }
tbody th { font-weight: 500; }
tfoot th, tfoot td { font-weight: 600; border-bottom: 0; }
td:last-child, th:last-child { padding-right: 0; }
th button { font: inherit; color: inherit; background: none; border: 0; padding: 0; cursor: pointer; text-align: inherit; }
th button::after { content: " \\2195"; color: var(--chart-faint-ink); }
th[aria-sort="descending"] button::after { content: " \\2193"; color: var(--link); }
th[aria-sort="ascending"] button::after { content: " \\2191"; color: var(--link); }
.hash { font: 12px/1.5 ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace; overflow-wrap: anywhere; }
.equations { margin: 0 0 8px; }
.equations p { margin: 12px 0 2px; font-size: 15px; color: var(--soft); }
math { font-size: 17px; }
.equation { margin: 8px 0; padding-left: 16px; overflow-x: auto; overflow-y: hidden; }
.equation math { display: inline math; math-style: normal; }
.note { border-left: 3px solid var(--chart-validation); padding: 2px 0 2px 14px; color: var(--text); }
footer { margin-top: 64px; padding-top: 16px; border-top: 1px solid var(--line); font-size: 13px; color: var(--soft); }
@media (max-width: 520px) { body { padding: 24px 16px 48px; } nav ol { columns: 1; } .figures { grid-template-columns: repeat(2, 1fr); } h1 { font-size: 25px; }
  .picture svg { max-width: calc(100% + 24px); margin-left: -12px; } }
@page { size: A4; margin: 16mm 15mm 18mm; }
@media print {
  body { max-width: none; padding: 0; font-size: 10.5pt; }
  nav, .skip, details, .file, th button::after { display: none; }
  h2 { margin-top: 28px; break-after: avoid; }
  h3, caption, .equations p { break-after: avoid; }
  p, figure, .scroll, tr, pre, .figures div, .equation { break-inside: avoid; }
  .picture svg { max-width: 150mm; max-height: 240mm; }
  figure { margin: 12px 0; }
  p:has(+ figure) { break-after: avoid; }
  .scroll { overflow: visible; }
  thead { display: table-header-group; }
  a { color: inherit; text-decoration: none; }
}
`;
