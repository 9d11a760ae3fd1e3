// Mijn werk: adds what waits in the other services to the lists, oldest first. Without it each has a link.
"use strict";

const work = document.querySelector("[data-work]");
const find = (name, within = work) => within.querySelector(`[data-${name}]`);
const tasks = find("tasks");
const awaited = work.querySelector("[data-awaited] tbody");

function add(list, rows) {
  list.append(...rows);
  const since = (row) => row.dataset.since ?? "";
  list.append(...[...list.children].sort((a, b) => (since(a) < since(b) ? -1 : since(a) > since(b) ? 1 : 0)));
}

function show() {
  find("tasks").hidden = find("turn").hidden = !tasks.children.length;
  find("more").hidden = !find("more").children.length;
  find("awaited").hidden = !awaited.children.length;
  find("nothing").hidden = Boolean(awaited.children.length);
  [...tasks.querySelectorAll(".button")].forEach((button, n) => button.classList.toggle("button--primary", n === 0));
}

function say(place, what) {
  for (const said of place.querySelectorAll("[data-said]")) said.hidden = said.dataset.said !== what;
}

async function take(place) {
  say(place, "busy");
  try {
    const answer = await fetch(place.dataset.part, { signal: AbortSignal.timeout(10000) });
    if (!answer.ok || answer.redirected) throw new Error(String(answer.status));
    const part = new DOMParser().parseFromString(await answer.text(), "text/html");
    const found = [...find("tasks", part).children];
    add(tasks, found);
    find("more").append(...find("more", part).children);
    add(awaited, part.querySelectorAll("[data-awaited] tbody tr"));
    show();
    say(place, found.length ? "here" : "none");
    return true;
  } catch {
    say(place, "away");
    return false;
  }
}

async function takeAll() {
  find("empty").hidden = find("without").hidden = true;
  const came = await Promise.all([...work.querySelectorAll("[data-part]")].map(take));
  find("own").hidden = true;
  find("empty").hidden = Boolean(tasks.children.length) || came.includes(false);
}

takeAll();
