// A customer's project: a folder beside this one, with the package installed in it.

import { createHash } from 'node:crypto';
import { cp, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';

import { sources, work } from './places.mjs';
import { run } from './run.mjs';

const NPM = ['--ignore-scripts', '--no-audit', '--no-fund'];

export class Project {
  constructor(name) {
    this.name = name;
    this.folder = path.join(work, name);
  }

  /** Copies the sources, and installs what its lock file lists and then the package, where either is another than last time. */
  async prepare(tarball) {
    await mkdir(this.folder, { recursive: true });
    const stale = (await readdir(this.folder)).filter((name) => !['node_modules', 'installed'].includes(name));
    await Promise.all(stale.map((name) => rm(path.join(this.folder, name), { recursive: true })));
    for (const part of ['app', this.name]) await cp(path.join(sources, part), this.folder, { recursive: true });
    const wanted = await this.#fingerprint(tarball);
    const installed = path.join(this.folder, 'installed');
    if ((await readFile(installed, 'utf8').catch(() => '')) === wanted) return;
    await rm(installed, { force: true });
    if (await this.#lock()) await this.run('npm', 'ci', ...NPM);
    await this.run('npm', 'install', tarball, '--no-save', '--no-package-lock', ...NPM);
    await writeFile(installed, wanted);
  }

  async build() {
    await this.run('npm', 'run', 'build');
  }

  run(program, ...words) {
    return run(this.folder, program, ...words);
  }

  #lock() {
    return readFile(path.join(this.folder, 'package-lock.json')).catch(() => undefined);
  }

  async #fingerprint(tarball) {
    const lock = (await this.#lock()) ?? '';
    return createHash('sha256').update(lock).update('\0').update(await readFile(tarball)).digest('hex');
  }
}
