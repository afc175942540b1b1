// What the tests ask of the sandbox: its tickets, and faults to come.

/** The department and the credentials of the sandbox; they open nothing else. */
export const DEPARTMENT = '1892000000006907';
export const CREDENTIALS = {
  clientId: '1000.DESKBELLSANDBOXCLIENT00000001',
  clientSecret: 'deskbell-sandbox-client-secret-000000000001',
  refreshToken: '1000.deskbell-sandbox-refresh-token-0000001',
  orgId: '60001280952',
};

/** What a proxy is told to file its tickets with the sandbox at `url`. */
export const upstream = (url) => ({
  DESKBELL_UPSTREAM: 'zoho',
  DESKBELL_ZOHO_DESK_URL: url,
  DESKBELL_ZOHO_ACCOUNTS_URL: url,
  DESKBELL_ZOHO_ORG_ID: CREDENTIALS.orgId,
  DESKBELL_ZOHO_CLIENT_ID: CREDENTIALS.clientId,
  DESKBELL_ZOHO_CLIENT_SECRET: CREDENTIALS.clientSecret,
  DESKBELL_ZOHO_REFRESH_TOKEN: CREDENTIALS.refreshToken,
  DESKBELL_DEPARTMENTS: DEPARTMENT,
});

export class Sandbox {
  #origin;

  constructor(origin) { this.#origin = origin; }

  get origin() { return this.#origin; }

  /** All tickets, newest first. */
  async tickets() { return (await this.#call('GET', 'tickets')).json(); }

  /** The tickets with this subject, newest first. */
  async ticketsAbout(subject) {
    return (await this.tickets()).filter((ticket) => ticket.subject === subject);
  }

  /** Lets something go wrong: `{ fault, count, ms }`. */
  async fault(order) { await this.#call('POST', 'faults', order); }

  async forgetFaults() { await this.#call('DELETE', 'faults'); }

  async #call(method, what, body) {
    const response = await fetch(`${this.#origin}/sandbox/${what}`, {
      method,
      headers: body && { 'Content-Type': 'application/json' },
      body: body && JSON.stringify(body),
    });
    if (!response.ok) throw new Error(`${method} /sandbox/${what}: ${response.status} ${await response.text()}`);
    return response;
  }
}
