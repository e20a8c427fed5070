// Where calls came from: each address with its country, network and watch lists; the lists themselves, and the data that tell all this.
import { AddressTable } from './address-table.tsx';
import { DataFoot } from './data-foot.tsx';
import { ListsBar } from './lists-bar.tsx';

export function AddressesView() {
  return (
    <section className="tc-view tc-view-table" aria-label="Addresses" data-testid="addresses-view">
      <ListsBar />
      <AddressTable />
      <DataFoot />
    </section>
  );
}
