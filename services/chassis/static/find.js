// The search of all services on one page: each place takes in what its service found. Without it each has a link.
"use strict";

async function take(place) {
  try {
    const answer = await fetch(place.dataset.part, { signal: AbortSignal.timeout(10000) });
    if (!answer.ok || answer.redirected) throw new Error(String(answer.status));
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    place.replaceChildren(page.querySelector("[data-found]"));
  } catch {
    place.querySelector("[data-away]").hidden = false;
  }
}

document.querySelectorAll("[data-part]").forEach(take);
