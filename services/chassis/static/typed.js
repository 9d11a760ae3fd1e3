// A page with several forms: what was typed in another form than the one that is sent comes back on the page after it.
// It stays in the tab that long, and nowhere else. Without this script only the form that is sent is kept.
"use strict";

const KEPT = "typed";
const here = document.currentScript.dataset.page;
const forms = [...document.querySelectorAll("main form")];
const refused = Boolean(document.querySelector(".errors"));

function isTyped(field) {
  if (!field.id.startsWith("field-")) return false;
  if (field.type === "checkbox" || field.type === "radio") return field.checked && (refused || !field.defaultChecked);
  return field.value !== "" && (refused || field.value !== field.defaultValue);
}

function keep(sent) {
  const others = forms.filter((form) => form !== sent).flatMap((form) => [...form.elements]);
  const fields = others.filter(isTyped).map((field) => [field.id, field.value]);
  if (fields.length) sessionStorage.setItem(KEPT, JSON.stringify({ page: here, fields }));
}

function putBack() {
  const kept = JSON.parse(sessionStorage.getItem(KEPT));
  sessionStorage.removeItem(KEPT);
  if (kept?.page !== here) return;
  for (const [id, value] of kept.fields) {
    const field = document.getElementById(id);
    if (!field) continue;
    if (field.type === "checkbox" || field.type === "radio") field.checked = field.value === value;
    else field.value = value;
    field.closest("details")?.setAttribute("open", "");
  }
}

putBack();
for (const form of forms) form.addEventListener("submit", () => keep(form));
