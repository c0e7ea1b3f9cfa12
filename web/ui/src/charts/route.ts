/** The shape of a route on a flat picture, with north above. */
export interface Shape {
  x: number[];
  y: number[];
  /** The path of it, for SVG. */
  path: string;
  /** How many metres one unit of the picture is. */
  metersPerUnit: number;
}

/** The length of one degree of latitude in metres, on a sphere with the mean radius of the earth. */
const metersPerDegree = (6_371_008.8 * Math.PI) / 180;

/**
 * Returns the shape of a route that fills a picture but for a margin. The projection is equirectangular around the middle
 * of the route, which over the length of a training session is as good as any.
 */
export function shapeOf(latitudes: readonly number[], longitudes: readonly number[], width: number, height: number, margin: number): Shape {
  const north = Math.max(...latitudes);
  const south = Math.min(...latitudes);
  const shrink = Math.cos((((north + south) / 2) * Math.PI) / 180);
  // a route over the date line is seen as going on beyond 180 degrees
  const crosses = Math.max(...longitudes) - Math.min(...longitudes) > 180;
  const across = longitudes.map((east) => (crosses && east < 0 ? east + 360 : east) * shrink);
  const [west, east] = [Math.min(...across), Math.max(...across)];
  const units = Math.min((width - 2 * margin) / Math.max(east - west, 1e-6), (height - 2 * margin) / Math.max(north - south, 1e-6));
  const left = (width - (east - west) * units) / 2;
  const top = (height - (north - south) * units) / 2;
  const x = across.map((at) => left + (at - west) * units);
  const y = latitudes.map((at) => top + (north - at) * units);
  const path = x.map((at, i) => `${i === 0 ? 'M' : 'L'}${at.toFixed(1)} ${y[i]!.toFixed(1)}`).join('');
  return { x, y, path, metersPerUnit: metersPerDegree / units };
}
