import { number } from '../../format/numbers';

const names: Record<number, string> = { 1609: 'Mile', 3219: '2 miles', 21098: 'Half marathon', 42195: 'Marathon' };

/** Returns what runners call a distance in metres: "400 m", "5 km", "Half marathon". */
export function distanceName(meters: number): string {
  const named = names[Math.round(meters)];
  if (named) return named;
  return meters < 1000 ? `${number(meters)} m` : `${number(meters / 1000, meters % 1000 === 0 ? 0 : 1)} km`;
}
