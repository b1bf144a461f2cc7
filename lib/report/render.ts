/** A report as one HTML file, without script, that asks nothing of any network. */

import { percent, span, spanOr } from '../cli/output/figures.ts';
import { plural } from '../core/alerts/duration.ts';
import type { Uptime } from '../core/history/uptime.ts';
import { dayChart, floorOf, stripOf } from './chart.ts';
import { DEFINITIONS } from './definitions.ts';
import { Html, html } from './html.ts';
import { STYLE } from './style.ts';
import type { BlindRow, FigureRow, ReportIncident, ReportView } from './view.ts';

/** The text of the file. */
export function renderReport(view: ReportView): string {
  const title = `${view.about ?? view.organization}: availability, ${view.period}`;
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${title}</title>
<style>${new Html(STYLE)}</style>
</head>
<body>
${[head(view), headline(view), daily(view), blind(view), regions(view), groups(view), incidents(view), definitions(), foot(view)]}
</body>
</html>
`.text;
}

function head({ organization, about, period, from, to }: ReportView): Html {
  return html`<header>
<p class="muted">Network tunnel groups of ${organization}</p>
<h1>${about === null ? '' : `${about}: `}Availability, <span class="plain">${period}</span></h1>
<p class="muted">From ${from} to ${to}</p>
</header>`;
}

function headline({ total, longest, lost }: ReportView): Html {
  const { times, rates, groups } = total;
  const figure = (name: string, value: string, note: string, isFirst = false): Html =>
    html`<div class="${isFirst ? 'first' : ''}"><dt>${name}</dt><dd>${value}<small>${note}</small></dd></div>`;
  return html`<dl class="figures">
${[
  figure('Availability', percent(rates.availability), `of the known time, ${plural(groups, 'group')}`, true),
  figure('Coverage', percent(rates.coverage), 'of the time is known', true),
  figure(
    'Outages',
    String(times.outages),
    `${span(times.down)} down, ${span(times.degraded)} degraded${groups === 1 ? '' : ', all groups added up'}`,
  ),
  figure('MTTR', spanOr(rates.mttr), 'mean time to restore'),
  figure('MTBF', spanOr(rates.mtbf), 'mean time between failures'),
  figure(
    'Longest outage',
    spanOr(longest?.down ?? null),
    longest === null ? 'no group was down' : `${longest.name}, ${longest.when}`,
  ),
]}
</dl>
${coverageWarning(total)}
${lost.length === 0 ? null : html`<p class="warning"><b>Rows of history are lost.</b> What is said of ${lost.join(', ')} may be wrong.</p>`}`;
}

function coverageWarning({ rates: { coverage }, times: { unknownBecause: because } }: Uptime): Html {
  if (coverage === 1) return html`<p>All of the time is known.</p>`;
  const ofSome = because['no word'] + because.missing + because['rows lost'];
  return html`<p class="warning"><b>${percent(coverage)} of the time is known.</b> In the rest nobody can say how groups stood: it counts as neither up nor down. Where nobody looked is listed under “When nobody could see”${
    ofSome === 0
      ? ''
      : `; for ${span(ofSome)} of the time of single groups somebody looked, and could not tell`
  }.</p>`;
}

function daily({ days, total }: ReportView): Html {
  const floor = floorOf(days);
  const note =
    floor === 0
      ? ''
      : `The axis begins at ${Number((floor * 100).toFixed(3))}%, so that little can be seen too. `;
  const key = (kind: string, words: string): Html =>
    html`<span><svg viewBox="0 0 12 12" aria-hidden="true"><rect class="${kind}" width="12" height="12"/></svg>${words}</span>`;
  return html`<section>
<h2>Day by day</h2>
${dayChart(days)}
<p class="legend">${[key('connected', 'connected'), key('degraded', 'degraded'), key('down', 'down'), key('hole', 'nobody can say'), key('seen', 'seen')]}<br>${note}Shares of the known time${total.groups === 1 ? '' : ' of all groups together'}; the lane beneath is how much of each day was seen.</p>
</section>`;
}

function regions({ regions: rows }: ReportView): Html {
  if (rows.length < 2) return html``;
  return html`<section>
<h2>By region</h2>
${figureTable('Region', 'Groups', rows)}
</section>`;
}

function groups({ groups: { rows, more } }: ReportView): Html {
  return html`<section>
<h2>${rows.length === 1 && more === 0 ? 'The group' : 'Groups, worst first'}</h2>
<p class="muted">Days: connected, degraded, down; the worse, the taller, whatever its length. A line on the ground is time in which nobody could say.</p>
${figureTable('Group', 'Region', rows)}
${rest(more, 'group', `none of them less available than ${rows.at(-1)?.name ?? ''}`)}
</section>`;
}

function figureTable(first: string, beside: string, rows: readonly FigureRow[]): Html {
  const isOfGroups = rows.some(({ bars }) => bars !== null);
  const line = ({ name, beside: second, bars, times, rates }: FigureRow): Html =>
    html`<tr><td>${name}</td><td class="${isOfGroups ? 'plain' : 'number'}">${second}</td>${
      bars === null ? null : html`<td>${stripOf(bars)}</td>`
    }${[
      percent(rates.availability),
      percent(rates.coverage),
      span(times.down),
      String(times.outages),
      spanOr(rates.mttr),
      spanOr(times.longestOutage?.down ?? null),
    ].map((text) => html`<td class="number">${text}</td>`)}</tr>`;
  return html`<div class="wide"><table>
<thead><tr><th>${first}</th><th class="${isOfGroups ? '' : 'number'}">${beside}</th>${isOfGroups ? html`<th>Days</th>` : null}${[
    'Available',
    'Covered',
    'Down',
    'Outages',
    'MTTR',
    'Longest',
  ].map((text) => html`<th class="number">${text}</th>`)}</tr></thead>
<tbody>
${rows.map(line)}
</tbody>
</table></div>`;
}

function incidents({ incidents: { rows, more } }: ReportView): Html {
  const line = ({ id, name, worst, began, ended, lasted }: ReportIncident): Html =>
    html`<tr><td>${name} <span class="muted">${id}</span></td><td class="kind ${worst}">${worst}</td><td>${began}</td><td>${ended}</td><td>${lasted}</td></tr>`;
  const list =
    rows.length === 0
      ? html`<p>No change in this time belongs to an incident.</p>`
      : html`<p class="muted">Times are as exact as polling can tell: “15:09-15:10” means that it happened in between. A group that was down from beginning to end, without a change, has no incident here; it stands first among the groups.</p>
<div class="wide"><table>
<thead><tr><th>Group, incident</th><th>Worst</th><th>Began</th><th>Ended</th><th>Lasted</th></tr></thead>
<tbody>
${rows.map(line)}
</tbody>
</table></div>`;
  return html`<section>
<h2>Incidents</h2>
${list}
${rest(more, 'incident', 'later than the last one shown')}
</section>`;
}

function blind({ blind: { rows, more } }: ReportView): Html {
  const line = ({ from, to, lasted, why }: BlindRow): Html =>
    html`<tr><td>${from}</td><td>${to}</td><td class="plain">${lasted}</td><td>${why}</td></tr>`;
  const list =
    rows.length === 0
      ? html`<p>There was no such time: the monitor looked throughout.</p>`
      : html`<p>In these stretches nobody looked, or nothing of them is kept. What happened in them is not in any figure of this report.</p>
<div class="wide"><table>
<thead><tr><th>From</th><th>To</th><th>Lasted</th><th>Why</th></tr></thead>
<tbody>
${rows.map(line)}
</tbody>
</table></div>`;
  return html`<section>
<h2>When nobody could see</h2>
${list}
${rest(more, 'stretch', 'later than the last one shown')}
</section>`;
}

function rest(more: number, noun: string, which: string): Html | null {
  if (more === 0) return null;
  return html`<p class="muted">… and ${noun === 'stretch' && more > 1 ? `${more} more stretches` : plural(more, `more ${noun}`)}, ${which}.</p>`;
}

function definitions(): Html {
  const meaning = (text: string): readonly Html[] =>
    text.split('`').map((part, index) => (index % 2 === 1 ? html`<i>${part}</i>` : html`${part}`));
  return html`<section class="definitions">
<h2>What the words mean</h2>
<dl class="words">
${DEFINITIONS.map(([term, text]) => html`<dt>${term}</dt><dd>${inline(meaning(text))}</dd>`)}
</dl>
<p class="muted">Maintenance is counted like any other time.</p>
</section>`;
}

/** Parts of a line, with nothing between them. */
function inline(parts: readonly Html[]): Html {
  return parts.reduce((line, part) => html`${line}${part}`, html``);
}

function foot({ made, timeZone }: ReportView): Html {
  return html`<footer>Made by Tunnelwatch, ${made}. Times are in ${timeZone}. Figures are rounded down, such that nothing is called whole that is not; how long incidents lasted is rounded outwards.</footer>`;
}
