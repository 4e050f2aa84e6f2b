"use strict";
// What every part of the page shares: elements made of text alone, times, and values that may be anything.
const Page = {
  // h("p", {class: "x", onclick: f}, "text", node, …): text never becomes markup.
  h(tag, attributes, ...children) {
    const svg = ["svg", "g", "rect", "path", "text", "line", "circle", "defs", "marker", "title", "polygon"].includes(tag);
    const node = svg ? document.createElementNS("http://www.w3.org/2000/svg", tag) : document.createElement(tag);
    for (const [name, value] of Object.entries(attributes || {})) {
      if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
      else if (value === true) node.setAttribute(name, "");
      else if (value !== false && value !== null && value !== undefined) node.setAttribute(name, String(value));
    }
    node.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false && child !== ""));
    return node;
  },
  clock(seconds) {
    const whole = Math.max(0, Math.floor(Page.num(seconds) ?? 0));
    return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
  },
  words(name) { return Page.text(name).replaceAll("_", " ").replace("tradeoff", "trade-off").replace("kpi", "KPI"); },
  // A scorecard may have been changed by hand: each value is looked at before it is used.
  text(value) { return typeof value === "string" ? value : ""; },
  num(value) { return typeof value === "number" && Number.isFinite(value) ? value : null; },
  list(value) { return Array.isArray(value) ? value.filter((each) => each !== null && typeof each === "object" && !Array.isArray(each)) : []; },
  texts(value) { return Array.isArray(value) ? value.filter((each) => typeof each === "string") : []; },
  object(value) { return value !== null && typeof value === "object" && !Array.isArray(value) ? value : {}; },
  // Whoever fills in a peer form is not the candidate, so "you" would be another.
  speaker(view, side) { return side === "c" ? Page.text(view.candidate) || "You" : "Interviewer"; },
  capital(text) { return text.charAt(0).toUpperCase() + text.slice(1); },
  colour(name) { return getComputedStyle(document.documentElement).getPropertyValue(name).trim(); },
  async ask(address, options) {
    const answer = await fetch(address, { credentials: "same-origin", ...options });
    if (answer.ok) return answer.status === 204 ? null : answer.json();
    let problem = `The program answered ${answer.status}.`;
    try { problem = (await answer.json()).problem || problem; } catch { /* a plain sentence will do */ }
    throw new Error(problem);
  },
};
