type Known = readonly (number | null)[];

/** Returns the sum of what is known, null if nothing is. */
export function sum(values: Known): number | null {
  const known = values.filter((value) => value !== null);
  return known.length === 0 ? null : known.reduce((total, value) => total + value, 0);
}

export function mean(values: Known): number | null {
  const total = sum(values);
  return total === null ? null : total / values.filter((value) => value !== null).length;
}

export function least(values: Known): number | null {
  return values.reduce((one, other) => (one === null || (other ?? one) < one ? other : one), null);
}

export function most(values: Known): number | null {
  return values.reduce((one, other) => (one === null || (other ?? one) > one ? other : one), null);
}
