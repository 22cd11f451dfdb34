"""Ten listings over sixty months, in this program and in Squiggle, a language for estimates that runs in Node.

The package is installed into a temporary folder for the run and nothing of it stays.
"""

import json
import shutil
import subprocess
import tempfile
from pathlib import Path

import numpy as np

from planner.analysis.listings.months import parts, walk
from planner.analysis.listings.offers import Offer

PACKAGE = "@quri/squiggle-lang"
LISTINGS, MONTHS = 10, 60
RUN = """
import { run } from "@quri/squiggle-lang";
import { readFileSync } from "node:fs";
const code = readFileSync(process.argv[2], "utf8");
const sampleCount = Number(process.argv[3]);
const seconds = [];
let result;
for (let again = 0; again < 2; again += 1) {
  const start = process.hrtime.bigint();
  const output = await run(code, { environment: { sampleCount, xyPointLength: 1000 } });
  seconds.push(Number(process.hrtime.bigint() - start) / 1e9);
  if (!output.result.ok) { throw new Error(String(output.result.value)); }
  result = output.result.value.result;
}
console.log(JSON.stringify({ seconds: Math.min(...seconds), mean: result.value }));
"""
LISTING = """
a{k} = SampleSet.fromDist(lognormal({{p5: 1000, p95: 5000}}))
g{k} = SampleSet.fromDist(normal(0.01, 0.005))
o{k} = SampleSet.fromDist(beta(6, 14))
c{k} = SampleSet.fromDist(beta(4, 60))
v{k} = SampleSet.fromDist(beta(3, 90))
r{k} = SampleSet.fromDist(beta(2, 40))
orders{k}(t) = a{k} * (1 + g{k})^t * 4 * (0.1 + (o{k} - 0.1) * 2^(-t / 18)) * c{k} * v{k}
"""
ONE_OFF = "income{k}(t) = orders{k}(t) * (30 * (1 - r{k}) * 0.9 - 0.3)\n"
SUBSCRIPTION = """
h{k} = SampleSet.fromDist(beta(3, 60))
active{k} = List.reduce(List.upTo(0, {last}), [], {{|all, t|
  new = orders{k}(t)
  List.concat(all, [t == 0 ? new : all[t - 1] * (1 - h{k}) + new])
}})
income{k}(t) = active{k}[t] * (9 * (1 - r{k}) * 0.9 - 0.3)
"""


def program() -> str:
    """The model as a Squiggle program; its value is the mean income of all months."""
    lines = [(LISTING + (SUBSCRIPTION if k % 2 else ONE_OFF)).format(k=k, last=MONTHS - 1) for k in range(LISTINGS)]
    total = " + ".join(f"income{k}(t)" for k in range(LISTINGS))
    return "".join(lines) + f"List.reduce(List.upTo(0, {MONTHS - 1}), 0, {{|sum, t| sum + mean({total})}})\n"


def here(samples: int, seed: int = 1) -> float:
    """The same in this program: draws, months and the mean."""
    random = np.random.default_rng(seed)
    sigma = np.log(5) / (2 * 1.6448536269514722)
    offers = [
        Offer(
            id=str(k), pricing="subscription" if k % 2 else "one_off",
            audience=random.lognormal(np.log(5e6) / 2, sigma, samples), growth=random.normal(0.01, 0.005, samples),
            publications_per_month=4.0, open_rate=random.beta(6, 14, samples), open_floor=0.1, open_half_life_months=18.0,
            click_rate=random.beta(4, 60, samples), conversion=random.beta(3, 90, samples), price=9.0 if k % 2 else 30.0,
            refund_rate=random.beta(2, 40, samples), fee_rate=0.1, fixed_fee=0.3, churn=random.beta(3, 60, samples),
        )
        for k in range(LISTINGS)
    ]  # fmt: skip
    total = 0.0
    for part in parts(samples, LISTINGS):
        total += sum(float(flow.income.sum()) for flow in walk(offers, MONTHS, None, part))
    return total / samples


def there(samples: int) -> tuple[float, float] | str:
    """Seconds and mean in Squiggle; a sentence when it cannot be run here."""
    if not shutil.which("node") or not shutil.which("npm"):
        return "Squiggle was not measured: Node or npm is not there."
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        install = ["npm", "install", "--no-audit", "--no-fund", "--silent", PACKAGE]
        done = subprocess.run(install, cwd=folder, capture_output=True, text=True, check=False)
        if done.returncode:
            return f"Squiggle was not measured: npm could not install {PACKAGE}."
        (folder / "run.mjs").write_text(RUN, "utf-8")
        (folder / "model.squiggle").write_text(program(), "utf-8")
        run = ["node", "run.mjs", "model.squiggle", str(samples)]
        done = subprocess.run(run, cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode:
        return f"Squiggle was not measured: {done.stderr.strip().splitlines()[-1]}"
    found = json.loads(done.stdout)
    return found["seconds"], found["mean"]
