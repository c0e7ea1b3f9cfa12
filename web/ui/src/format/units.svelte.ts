import { number, nothing, stopwatch } from './numbers';

export type System = 'metric' | 'imperial';

/** Where pounds and Fahrenheit are what people read. */
const imperialIn = ['US', 'LR', 'MM'];
const key = 'polarflow.units';

/** Returns the units that are usual where the browser says that it is. */
function usual(): System {
  const region = new Intl.Locale(navigator.languages[0] ?? 'en').maximize().region;
  return imperialIn.includes(region ?? '') ? 'imperial' : 'metric';
}

/** The units that a person reads. The API knows only metric ones. */
class Units {
  system = $state<System>((localStorage.getItem(key) as System | null) ?? usual());

  choose(system: System): void {
    this.system = system;
    localStorage.setItem(key, system);
  }

  get #isMetric(): boolean {
    return this.system === 'metric';
  }

  /** Returns a distance, given in metres: "8.42 km". */
  distance(meters: number | null | undefined): string {
    if (meters === null || meters === undefined) return nothing;
    return this.#isMetric ? `${number(meters / 1000, 2)} km` : `${number(meters / 1609.344, 2)} mi`;
  }

  /** Returns a height, given in metres: "312 m". */
  height(meters: number | null | undefined): string {
    if (meters === null || meters === undefined) return nothing;
    return this.#isMetric ? `${number(meters)} m` : `${number(meters / 0.3048)} ft`;
  }

  /** Returns a speed, given in km/h as Polar samples it: "10.4 km/h". */
  speed(kmPerHour: number | null | undefined): string {
    if (kmPerHour === null || kmPerHour === undefined) return nothing;
    return this.#isMetric ? `${number(kmPerHour, 1)} km/h` : `${number(kmPerHour / 1.609344, 1)} mph`;
  }

  /** Returns the pace of a speed, given in metres per second: "5:12 min/km". */
  pace(metersPerSecond: number | null | undefined): string {
    if (!metersPerSecond) return nothing;
    const unit = this.#isMetric ? 1000 : 1609.344;
    return `${stopwatch(unit / metersPerSecond)} min/${this.#isMetric ? 'km' : 'mi'}`;
  }

  /** Returns a weight, given in kilograms: "71.5 kg". */
  weight(kg: number | null | undefined): string {
    if (kg === null || kg === undefined) return nothing;
    return this.#isMetric ? `${number(kg, 1)} kg` : `${number(kg / 0.45359237, 1)} lb`;
  }

  /** Returns a temperature, given in degrees Celsius: "34.2 °C". */
  temperature(celsius: number | null | undefined): string {
    if (celsius === null || celsius === undefined) return nothing;
    return this.#isMetric ? `${number(celsius, 1)} °C` : `${number(celsius * 1.8 + 32, 1)} °F`;
  }

  /** Returns a difference of temperatures, given in degrees Celsius: "+0.3 °C". */
  warmer(celsius: number | null | undefined): string {
    if (celsius === null || celsius === undefined) return nothing;
    const value = this.#isMetric ? celsius : celsius * 1.8;
    return `${number(value, 1, { sign: true })} ${this.#isMetric ? '°C' : '°F'}`;
  }
}

export const units = new Units();
