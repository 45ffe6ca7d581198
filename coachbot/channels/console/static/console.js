// Single keys for reviewing. Everything works without this file, with Tab, arrows and Enter.
"use strict";
(() => {
  const replies = [...document.querySelectorAll(".exchange")];
  const toggle = document.getElementById("keys");
  const kept = () => { try { return localStorage.getItem("keys") !== "off"; } catch { return true; } };
  if (toggle) {
    toggle.checked = kept();
    toggle.addEventListener("change", () => { try { localStorage.setItem("keys", toggle.checked ? "on" : "off"); } catch { /* not kept */ } });
  }
  let at = -1;
  const go = (number) => {
    if (!replies.length) return;
    at = Math.max(0, Math.min(replies.length - 1, number));
    replies.forEach((each, i) => each.classList.toggle("active", i === at));
    replies[at].focus({ preventScroll: true });
    replies[at].scrollIntoView({ block: "center", behavior: "auto" });
  };
  const start = () => {
    const named = replies.findIndex((each) => "#" + each.id === location.hash);
    const open = replies.findIndex((each) => each.querySelector(".verdict") && !each.classList.contains("judged"));
    if (location.hash === "#finish") { mark(0); return; }
    if (named >= 0) go(named); else if (document.body.dataset.page === "transcript" && open >= 0) { at = open; replies[at].classList.add("active"); }
  };
  const judge = (number) => {
    const form = replies[at] && replies[at].querySelector(".verdict");
    if (!form) return;
    const choice = form.querySelectorAll('input[name="verdict"]')[number];
    choice.checked = true;
    if (number === 0) form.requestSubmit(); else form.querySelector('input[name="reason"]').focus();
  };
  const sets = [...document.querySelectorAll(".rubric fieldset")];
  const mark = (number) => {
    const form = document.getElementById("finish");
    if (!form) return;
    form.scrollIntoView({ block: "center", behavior: "auto" });
    const next = sets[number];
    (next ? next.querySelector("input:checked") || next.querySelector("input") : form.querySelector("button")).focus({ preventScroll: true });
  };
  const follow = (selector) => { const link = document.querySelector(selector); if (link) link.click(); return Boolean(link); };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || (toggle ? !toggle.checked : !kept())) return;
    const target = event.target, set = target.closest(".rubric fieldset"), key = event.key;
    if (set && /^[1-5]$/.test(key)) { set.querySelectorAll("input")[key - 1].checked = true; mark(sets.indexOf(set) + 1); event.preventDefault(); return; }
    if (key === "Escape" && target.matches("input, textarea, select")) { go(at); return; }
    if (target.matches('input:not([type="radio"]):not([type="checkbox"]), textarea, select')) return;
    const acts = {
      j: () => go(at + 1), k: () => go(at - 1),
      1: () => judge(0), 2: () => judge(1), 3: () => judge(2),
      f: () => mark(0), m: () => { const note = document.getElementById("note"); if (note) note.focus(); },
      n: () => { if (!follow("#next")) location.assign("/next"); },
      "/": () => location.assign("/search"),
    };
    if (acts[key]) { event.preventDefault(); acts[key](); }
  });
  start();
  if (document.querySelector(".search")) document.getElementById("q").focus();
})();
