export type Choice = 'system' | 'light' | 'dark';

const key = 'polarflow.theme';
const prefersDark = matchMedia('(prefers-color-scheme: dark)');

/** Light or dark: as the system is, unless the person chose. */
class Theme {
  choice = $state<Choice>((localStorage.getItem(key) as Choice | null) ?? 'system');
  #systemIsDark = $state(prefersDark.matches);

  constructor() {
    prefersDark.addEventListener('change', ({ matches }) => (this.#systemIsDark = matches));
    this.#apply();
  }

  /** Charts are drawn by script: they depend on this to draw again in other colours. */
  get isDark(): boolean {
    return this.choice === 'system' ? this.#systemIsDark : this.choice === 'dark';
  }

  choose(choice: Choice): void {
    this.choice = choice;
    localStorage.setItem(key, choice);
    this.#apply();
  }

  #apply(): void {
    document.documentElement.dataset.theme = this.choice;
  }
}

export const theme = new Theme();
