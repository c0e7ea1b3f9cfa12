const levels: Record<string, string> = {
  ALERTNESS_LEVEL_MINIMAL: 'minimal',
  ALERTNESS_LEVEL_VERY_LOW: 'very low',
  ALERTNESS_LEVEL_LOW: 'low',
  ALERTNESS_LEVEL_HIGH: 'high',
  ALERTNESS_LEVEL_VERY_HIGH: 'very high',
};

/** Returns how high a level of alertness is, 1 to 5; 0 where Polar does not say. */
export function heightOf(level: string | null): number {
  return Object.keys(levels).indexOf(level ?? '') + 1;
}

/** Returns a level of alertness in words. */
export function levelWord(level: string | null): string {
  return levels[level ?? ''] ?? 'unknown';
}

/** Returns one of Polar's words without what it begins with: "GRADE_CLASSIFICATION_STRONG" is "strong". */
export function plain(word: string | null | undefined, prefix: string): string | undefined {
  if (!word?.startsWith(prefix)) return undefined;
  const rest = word.slice(prefix.length).toLowerCase().replaceAll('_', ' ').trim();
  return rest === 'unknown' ? undefined : rest;
}
