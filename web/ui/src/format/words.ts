import { shortDate } from './dates';
import type { RecordKind } from '../api/Changed.generated';

/** What signals are called. */
export const signalNames = {
  HRV: 'Heart rate variability',
  HEART_RATE: 'Heart rate',
  BREATHING: 'Breathing',
  TEMPERATURE: 'Skin temperature',
  SLEEP: 'Sleep',
  STEPS: 'Steps',
} as const;

/** What kinds of records are called, in the middle of a sentence. */
export const kindNames: Record<RecordKind, string> = {
  SLEEP: 'sleep',
  NIGHTLY_RECHARGE: 'Nightly Recharge',
  DAILY_ACTIVITY: 'activity',
  EXERCISE: 'training',
  CARDIO_LOAD: 'cardio load',
  CONTINUOUS_HEART_RATE: 'heart rate',
  ALERTNESS: 'alertness',
  CIRCADIAN_BEDTIME: 'bedtimes',
  SPO2: 'blood oxygen',
  ECG: 'ECG',
  BODY_TEMPERATURE: 'temperature',
  SKIN_TEMPERATURE: 'skin temperature',
  PHYSICAL_INFO: 'physical settings',
};

/** Returns a sentence of the API with its dates as the locale writes them, and minus signs that are some. */
export function told(sentence: string): string {
  return sentence.replace(/\d{4}-\d{2}-\d{2}/g, (date) => shortDate(date, { year: true })).replace(/(?<=^|\s)-(?=\d)/g, '−');
}

const reasons: Record<string, string> = {
  NOT_MEASURED: 'It was not measured.',
  TOO_FEW_DAYS: 'There are too few days yet.',
  TOO_SHORT: 'The history is too short yet.',
  TOO_LITTLE_LOAD: 'There was too little training to compare.',
  TOO_LITTLE_SIGNAL: 'The sensor saw too little.',
  NO_VARIATION: 'All values are equal, so that nothing can be compared.',
  SUSPECT: 'The measurement is probably an artefact.',
  NOT_STEADY: 'The session varies too much for it.',
  NOT_HARD: 'No effort was hard enough.',
  PENDING: 'It is being worked out.',
};

/** Returns why there is no value, in a sentence. */
export function missing(reason: string | null | undefined): string {
  return reasons[reason ?? ''] ?? 'There is no value.';
}

/** Returns what a kind of record is called where a line begins, also a kind that only a newer server knows. */
export function kindName(kind: string): string {
  const name = kindNames[kind as RecordKind] ?? kind.toLowerCase().replaceAll('_', ' ');
  return name.charAt(0).toUpperCase() + name.slice(1);
}
