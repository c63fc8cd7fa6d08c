import { RepairCards } from './RepairCards';

/** The exercises, below the lessons. */
export function RepairSection() {
  return (
    <section className="repair-section" aria-labelledby="repair-section">
      <div className="repair-section-head">
        <h2 id="repair-section">Repair the rule</h2>
        <a href="#learn/repair">All exercises, and their handout</a>
      </div>
      <p className="learn-lead">
        Formulas with blanks. A network that is training checks with its own numbers what you fill in.
      </p>
      <RepairCards />
    </section>
  );
}
