/** Whether the server is there, as the socket and the requests find it. */
class Connection {
  /** The server answers. It is taken to do so until it does not. */
  online = $state(true);
  /** Rises whenever what is shown may be older than what is stored: after each change, and after each time without the server. */
  version = $state(0);
  #opened = false;

  constructor() {
    addEventListener('offline', this.down);
    addEventListener('online', () => this.up());
  }

  /** Notes that the server is there. What happened meanwhile is not known, so that everything is asked again. */
  up = (): void => {
    if (this.#opened) this.changed();
    this.#opened = true;
    this.online = true;
  };

  /** Notes that the server is not there. */
  down = (): void => {
    this.online = false;
  };

  /** Notes that something has changed on the server. */
  changed = (): void => {
    this.version++;
  };
}

export const connection = new Connection();
