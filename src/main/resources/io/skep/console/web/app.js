// The frame around all pages: who looks, where they are, the menu, the theme.

import { html, render, nothing } from './lib/lit-html.js';
import { onSignedOut, post } from './api.js';
import * as session from './session.js';
import { icons } from './parts/icons.js';
import { name, say } from './parts/text.js';
import { failure, waiting } from './parts/resource.js';
import { routeOf, addressOf } from './route.js';

const root = document.getElementById('app');
const SAID_FOR = 6000;
const THEMES = [['', 'As the system'], ['light', 'Light'], ['dark', 'Dark']];

/** Every page: where its module is, what it needs, and its place in the menu. */
const PAGES = {
  '': { file: 'overview', title: 'Overview', icon: 'overview', needs: ['stats:read'], group: '' },
  torrents: { file: 'torrents', title: 'Torrents', icon: 'torrents', needs: ['torrents:read'], group: '' },
  swarms: { file: 'swarms', title: 'Swarms', icon: 'torrents', needs: ['swarms:read'], only: 'open', group: '' },
  map: { file: 'map', title: 'Map', icon: 'map', needs: ['stats:read'], group: '' },
  account: { file: 'account', title: 'My account', icon: 'account', needs: [], only: 'user', group: 'You' },
  invitations: { file: 'invitations', title: 'Invitations', icon: 'invitations', needs: [], only: 'user', group: 'You' },
  users: { file: 'users', title: 'Users', icon: 'users', needs: ['users:read'], only: 'member', group: 'Administration' },
  multipliers: { file: 'multipliers', title: 'Multipliers', icon: 'multipliers', needs: ['multipliers:read'], only: 'member', group: 'Administration' },
  findings: { file: 'findings', title: 'Findings', icon: 'findings', needs: ['findings:read'], only: 'member', group: 'Administration' },
  rules: { file: 'rules', title: 'Rules', icon: 'rules', needs: ['configuration:read'], only: 'member', group: 'Administration' },
  tokens: { file: 'tokens', title: 'API tokens', icon: 'tokens', needs: ['tokens:write'], only: 'member', group: 'Administration' },
  audit: { file: 'audit', title: 'Audit log', icon: 'audit', needs: ['audit:read'], only: 'member', group: 'Administration' },
  configuration: { file: 'configuration', title: 'Configuration', icon: 'configuration', needs: ['configuration:read'], only: 'member', group: 'Administration' },
  'sign-in': { file: 'sign-in', title: 'Sign in', door: true },
  welcome: { file: 'welcome', title: 'Welcome', door: true },
  join: { file: 'join', title: 'Join', door: true },
  password: { file: 'password', title: 'A new password', door: true },
};
/** Those that show one thing of a list's. */
const DETAILS = { torrents: 'torrent', users: 'user', swarms: 'swarms' };

let route = routeOf(location.hash);
let place = null;
let page = null;
let fault = null;
let menuOpen = false;
let said = null;
let drawing = false;

function update() {
  if (!drawing) {
    drawing = true;
    queueMicrotask(() => {
      drawing = false;
      draw();
    });
  }
}

function isOpenTo(entry) {
  const { kind, user } = session.current();
  if (entry.door) {
    return true;
  }
  if (kind === 'nobody' || (entry.only === 'user' && !user) || (entry.only === 'open' && kind !== 'open')) {
    return false;
  }
  if (entry.only === 'member' && kind !== 'member') {
    return false;
  }
  return session.may(...entry.needs);
}

async function open() {
  const before = route;
  route = routeOf(location.hash);
  menuOpen = false;
  if (page && route.path === before.path && page.move) {
    page.move(route);
    update();
    return;
  }
  page?.close?.();
  page = null;
  place = null;
  fault = null;
  update();
  const [first, second] = route.path.split('/').filter(Boolean);
  const entry = PAGES[first ?? ''];
  if (!entry || (second && !DETAILS[first])) {
    fault = new Error('There is no such page.');
    document.title = 'Nothing to see – Skep';
    update();
    return;
  }
  if (!isOpenTo(entry)) {
    if (session.current().kind === 'nobody') {
      location.replace(addressOf('sign-in', { then: location.hash }));
    } else {
      fault = new Error('You may not see this page: it is for those who run the site.');
      document.title = 'Nothing to see – Skep';
      update();
    }
    return;
  }
  await enter(entry, second ? DETAILS[first] : entry.file);
}

async function enter(entry, file) {
  const wanted = route;
  try {
    const { default: make } = await import(`./pages/${file}.js`);
    if (wanted !== route) {
      return;
    }
    place = entry;
    const made = make({
      update,
      route: wanted,
      session,
      // A search that waits for more letters must not bring back whoever has left the page.
      go: (...to) => page === made && go(...to),
    });
    page = made;
    document.title = `${entry.title} – Skep`;
  } catch (problem) {
    console.error(problem);
    if (wanted !== route) {
      return;
    }
    fault = new Error('This page could not be loaded. If the tracker was just updated, load it anew.');
  }
  draw();
  focusHeading();
}

/** Whoever listens to the page hears where they have come to. */
function focusHeading() {
  const heading = root.querySelector('main h1');
  if (heading && document.activeElement !== heading && !root.querySelector('main [autofocus]')) {
    heading.focus({ preventScroll: true });
  }
  root.querySelector('main [autofocus]')?.focus();
  scrollTo(0, 0);
}

function go(path, query) {
  location.hash = addressOf(path, query);
}

function draw() {
  const doors = PAGES[route.path.split('/')[1] ?? '']?.door || session.current().kind === 'nobody';
  render(html`${doors ? door() : frame()}${toast()}`, root);
}

function content() {
  if (fault) {
    return html`<h1 tabindex="-1">Nothing to see</h1>${failure(fault)}<p><a href="#/">To the overview</a></p>`;
  }
  return page ? page.view() : waiting(6);
}

function door() {
  return html`<main class="door" id="main">
    <div class="brand large"><img src=${new URL('icon.svg', import.meta.url)} alt="" width="44" height="44" />Skep</div>
    ${content()}
  </main>`;
}

function frame() {
  const { user } = session.current();
  return html`<a class="skip" href="#main" @click=${skip}>To the content</a>
    <div class="frame">
      <header class="side">
        <div class="top">
          <a class="brand" href="#/"><img src=${new URL('icon.svg', import.meta.url)} alt="" width="28" height="28" />Skep</a>
          <button type="button" class="menu" aria-expanded=${menuOpen} aria-controls="menu" @click=${toggleMenu}>
            ${menuOpen ? icons.close : icons.menu}<span class="unseen">Menu</span>
          </button>
        </div>
        <div class="drawer ${menuOpen ? 'open' : ''}" id="menu">
          <nav aria-label="Console">${['', 'You', 'Administration'].map(group)}</nav>
          <div class="foot">
            <label>Theme <select @change=${(event) => setTheme(event.target.value)}>
              ${THEMES.map(([key, words]) => html`<option value=${key} ?selected=${key === theme()}>${words}</option>`)}
            </select></label>
            ${user
              ? html`<div class="who"><span class="quiet">Signed in as</span> <strong>${name(user.name)}</strong></div>
                <button type="button" @click=${signOut}>Sign out</button>`
              : nothing}
          </div>
        </div>
      </header>
      <main id="main">${content()}</main>
    </div>`;
}

function group(title) {
  const entries = Object.entries(PAGES).filter(([, entry]) => entry.group === title && isOpenTo(entry));
  if (entries.length === 0) {
    return nothing;
  }
  return html`${title ? html`<h2 class="group">${title}</h2>` : nothing}
    <ul>${entries.map(
      ([path, entry]) => html`<li><a href=${`#/${path}`} aria-current=${here(path) ? 'page' : nothing}>${icons[entry.icon]}<span>${entry.title}</span></a></li>`,
    )}</ul>`;
}

const here = (path) => (route.path.split('/')[1] ?? '') === path;

function skip(event) {
  event.preventDefault();
  root.querySelector('main h1')?.focus();
}

function toggleMenu() {
  menuOpen = !menuOpen;
  update();
}

function toast() {
  return html`<div class="toast" role="status">${said ? html`<p class=${said.kind}>${said.words}</p>` : nothing}</div>`;
}

function theme() {
  return document.documentElement.dataset.theme ?? '';
}

function setTheme(chosen) {
  if (chosen) {
    document.documentElement.dataset.theme = chosen;
  } else {
    delete document.documentElement.dataset.theme;
  }
  try {
    localStorage.setItem('skep-theme', chosen);
  } catch {
    // Then it holds until the page is closed.
  }
}

async function signOut() {
  try {
    await post('/sign-out');
  } catch (problem) {
    if (problem.status !== 401) {
      say(problem.message, 'bad');
      return;
    }
  }
  session.forget();
  go('sign-in');
}

let saying;
addEventListener('skep-say', (event) => {
  said = event.detail;
  update();
  clearTimeout(saying);
  saying = setTimeout(() => {
    said = null;
    update();
  }, SAID_FOR);
});

onSignedOut(() => {
  session.forget();
  say('Your sign-in has ended. Sign in again.', 'bad');
  location.replace(addressOf('sign-in', { then: location.hash }));
});

async function begin() {
  try {
    await session.refresh();
    fault = null;
  } catch (problem) {
    render(html`<main class="door" id="main"><h1>Skep</h1>${failure(problem, begin)}</main>`, root);
    return;
  }
  addEventListener('hashchange', open);
  await open();
}

begin();
