// The form as a visitor meets it: by label and by role.

/** A request as people write them. Give a subject of its own to each test, to find its ticket again. */
export const ADA = {
  name: 'Ada Lovelace',
  email: 'ada@example.org',
  description: 'The total does not match the order.\nPlease have a look.',
};

let requests = 0;

/** A subject that no other test of this run has. */
export const newSubject = () => `Wrong total on my invoice ${process.pid}-${(requests += 1)}`;

export class Form {
  constructor(host) {
    this.host = host;
    const box = (name) => host.getByRole('textbox', { name, exact: true });
    this.name = box('Name');
    this.email = box('Email');
    this.subject = box('Subject');
    this.description = box('How can we help?');
    this.sendButton = host.getByRole('button', { name: 'Send request' });
    this.sendingButton = host.getByRole('button', { name: 'Sending…' });
    this.retryButton = host.getByRole('button', { name: 'Try again' });
    this.anotherButton = host.getByRole('button', { name: 'Send another request' });
    this.receiptHeading = host.getByRole('heading', { name: 'We’ve got your request' });
    this.number = host.getByText(/^#\d+$/);
    this.reference = host.getByText(/^DB-\w{4}-\w{4}$/);
    this.launcher = host.getByRole('button', { name: 'Get help', includeHidden: true });
    this.dialog = host.getByRole('dialog', { name: 'Contact support' });
    this.closeButton = this.dialog.getByRole('button', { name: 'Close', exact: true });
    this.question = host.getByRole('alertdialog', { name: 'Close the form?' });
    this.stayButton = this.question.getByRole('button', { name: 'Keep writing' });
    this.leaveButton = this.question.getByRole('button', { name: 'Close the form' });
  }

  /** Opens the dialog by its own button, and waits for the form. */
  async openDialog() {
    await this.launcher.click();
    await this.sendButton.waitFor();
  }

  /** The summary of what needs attention: the group that its heading names. */
  summary(heading) { return this.host.getByRole('group', { name: heading }).or(this.host.getByRole('alert', { name: heading })); }

  async fill({ name, email, subject, description } = {}) {
    if (name !== undefined) await this.name.fill(name);
    if (email !== undefined) await this.email.fill(email);
    if (subject !== undefined) await this.subject.fill(subject);
    if (description !== undefined) await this.description.fill(description);
  }

  async send() { await this.sendButton.click(); }

  /** The ticket number on the receipt, digits only; waits for it. */
  async ticketNumber({ timeout } = {}) {
    await this.number.waitFor({ timeout });
    return (await this.number.innerText()).replace('#', '');
  }

  /** What stands in the four fields. */
  async typed() {
    return {
      name: await this.name.inputValue(),
      email: await this.email.inputValue(),
      subject: await this.subject.inputValue(),
      description: await this.description.inputValue(),
    };
  }

  /** A property of the element, as a script of the page reads it. */
  property(name) { return this.host.evaluate((element, property) => element[property], name); }
}
