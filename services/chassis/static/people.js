// Names of people: inventory alone knows them, so a page asks for them here. Without it a role stands in their place.
"use strict";

async function name(members) {
  const places = [...document.querySelectorAll("[data-member]")];
  if (!places.length) return;
  const answer = await fetch(members, { signal: AbortSignal.timeout(10000) });
  if (!answer.ok || answer.redirected) return;
  const names = await answer.json();
  for (const place of places) {
    const { member, role } = place.dataset;
    if (names[member]) place.textContent = role ? `${names[member]}, ${role}` : names[member];
  }
}

name(document.currentScript.dataset.members).catch(() => {});
