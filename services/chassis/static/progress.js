// Follows what goes on by itself: asks the page again until it is at its end. Without it there is a link.
"use strict";

const SECONDS = 1.5;
const progress = () => document.querySelector("[data-progress]");

async function follow() {
  const { address, progress: what } = progress().dataset;
  try {
    const answer = await fetch(address, { signal: AbortSignal.timeout(10000) });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const now = page.querySelector("[data-progress]");
    if (answer.ok && now?.dataset.progress !== what) return location.replace(address);
    if (answer.ok) progress().textContent = now.textContent;
  } catch {
    // Away for a moment: it is asked again.
  }
  setTimeout(follow, SECONDS * 1000);
}

setTimeout(follow, SECONDS * 1000);
