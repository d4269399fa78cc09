/**
 * What a bench yields: one figure, and what it is compared with.
 *
 * @typedef {object} Row
 * @property {string} what what was measured, and against what (the alternative is 1)
 * @property {number} value
 * @property {"ratio" | "MB" | "kB" | "s" | "count"} unit a ratio has no unit of its own
 * @property {{ atLeast?: number, atMost?: number }} [goal]
 * @property {string} detail the figures that the value was made of
 */

const digits = { ratio: 3, MB: 0, kB: 1, s: 2, count: 0 };

export function formatValue({ value, unit }) {
  return unit === "ratio" || unit === "count"
    ? value.toFixed(digits[unit])
    : `${value.toFixed(digits[unit])} ${unit}`;
}

export function formatGoal({ goal, unit }) {
  if (!goal) return "";
  const bounds = [
    ...(goal.atLeast === undefined ? [] : [`at least ${goal.atLeast}`]),
    ...(goal.atMost === undefined ? [] : [`at most ${goal.atMost}`]),
  ];
  return `${bounds.join(", ")}${unit === "ratio" || unit === "count" ? "" : ` ${unit}`}`;
}

export function isReached({ goal, value }) {
  return value >= (goal?.atLeast ?? -Infinity) && value <= (goal?.atMost ?? Infinity);
}
