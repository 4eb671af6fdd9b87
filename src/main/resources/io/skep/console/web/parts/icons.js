// The pictures of the menu: strokes on a field of 20 by 20.

import { html } from '../lib/lit-html.js';

const icon = (path) =>
  html`<svg class="icon" viewBox="0 0 20 20" aria-hidden="true" fill="none" stroke="currentColor" stroke-width="1.600" stroke-linecap="round" stroke-linejoin="round"><path d=${path}/></svg>`;

export const icons = {
  overview: icon('M2.500 11.500h3l2.500-7 3.500 11 2.500-6 1 2h2.500'),
  torrents: icon('M10 2.500v9M6.500 8.500 10 12l3.500-3.500M3 13v3.500h14V13'),
  map: icon('M10 2.500a7.500 7.500 0 1 0 0 15a7.500 7.500 0 0 0 0-15zM2.500 10h15M10 2.500c-5 5-5 10 0 15M10 2.500c5 5 5 10 0 15'),
  account: icon('M10 3a3.300 3.300 0 1 0 0 6.600a3.300 3.300 0 0 0 0-6.600zM3.500 17c.6-3.500 3-5 6.500-5s5.900 1.500 6.500 5'),
  invitations: icon('M2.500 5h15v10.500h-15zM2.500 5.500 10 11l7.500-5.500'),
  users: icon('M7 4a2.700 2.700 0 1 0 0 5.400a2.700 2.700 0 0 0 0-5.400zM2 16c.4-3 2-4.300 5-4.300s4.600 1.300 5 4.300M13 4.500a2.500 2.500 0 0 1 0 4.700M15 12c1.800.6 2.700 1.800 3 4'),
  multipliers: icon('M3 5h14v12H3zM3 8.500h14M7 3v3M13 3v3M7.500 11l5 3.500M12.500 11l-5 3.500'),
  findings: icon('M8.500 3a5.500 5.500 0 1 0 0 11a5.500 5.500 0 0 0 0-11zM12.500 12.500 17 17M8.500 6v3M8.500 11v.1'),
  rules: icon('M10 2.500v15M4 17.500h12M3 6.500l7-2 7 2M3 6.500 1.300 11.500h3.400zM17 6.500l-1.700 5h3.400z'),
  tokens: icon('M6.500 7.500a3.500 3.500 0 1 0 0 7a3.500 3.500 0 0 0 0-7zM9.500 9.500 17 3.500M14 6l2 2.500'),
  audit: icon('M4.500 2.500h11v15h-11zM7.500 6.500h5M7.500 9.500h5M7.500 12.500h3'),
  configuration: icon('M3 6h8M15 6h2M3 14h2M9 14h8M13 4v4M7 12v4'),
  menu: icon('M3 5.500h14M3 10h14M3 14.500h14'),
  close: icon('M5 5l10 10M15 5 5 15'),
};
