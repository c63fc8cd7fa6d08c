import { type CSSProperties, useEffect, useState } from 'react';
import { askClassServer, chooseClassAddress, useClassServer } from '../../../store/page/classServer';
import { copyText } from '../../../store/page/copying';
import { QrCode } from '../../parts/qr/QrCode';
import { Select } from '../../parts/Select';
import './classAddress.css';

function CopyAddress({ address }: { address: string }) {
  const [copied, setCopied] = useState<string>();
  const copy = async () => setCopied((await copyText('the address', address)) ? address : undefined);
  return (
    <button type="button" className="button" onClick={() => void copy()}>
      {copied === address ? 'Copied' : 'Copy address'}
    </button>
  );
}

function OtherAddresses({ addresses, chosen }: { addresses: readonly string[]; chosen: string }) {
  if (addresses.length < 2) return null;
  return (
    <div className="class-others">
      <label htmlFor="class-address">If it does not open there, show another address:</label>
      <Select id="class-address" value={chosen} onChange={chooseClassAddress}>
        {addresses.map((one) => (
          <option key={one} value={one}>
            {one}
          </option>
        ))}
      </Select>
    </div>
  );
}

function Privacy() {
  return (
    <>
      <h3>Who can open it, and what stays where</h3>
      <ul>
        <li>Whoever is in the same network can open it, as long as the server runs.</li>
        <li>The computer that runs the server hands out this page and data sets, and nothing else.</li>
        <li>Each computer trains by itself. Networks, results and imported files stay on it.</li>
        <li>
          The server stores nothing about anyone. It keeps only public data sets that somebody downloads with
          “Get”.
        </li>
        <li>
          The connection is plain http, without encryption: others in the network could see which links, with
          their settings, are opened.
        </li>
      </ul>
    </>
  );
}

function NoNetwork() {
  const [looked, setLooked] = useState(false);
  const look = async () => {
    await askClassServer();
    setLooked(true);
  };
  return (
    <div className="class-none">
      <p>
        The computer that runs the server is in no network, so that nobody else can open this page. Join the
        network of the class, or open a hotspot on a phone and join that with all computers.
      </p>
      <button type="button" className="button primary" onClick={() => void look()}>
        Look again
      </button>
      <p role="status">{looked && 'Still in no network.'}</p>
    </div>
  );
}

/** The address for the class, large and as a QR code, and what opening it means for privacy. */
export function ClassAddress() {
  const { addresses = [], chosen } = useClassServer();
  useEffect(() => void askClassServer(), []);
  if (chosen === undefined) return <NoNetwork />;
  return (
    <div className="class-address">
      <p className="class-url" style={{ '--letters': chosen.length } as CSSProperties}>
        {chosen}
      </p>
      <QrCode text={chosen} />
      <div className="class-words">
        <p>Open this address in a browser, or scan the code with a phone’s camera.</p>
        <CopyAddress address={chosen} />
        <OtherAddresses addresses={addresses} chosen={chosen} />
        <Privacy />
      </div>
    </div>
  );
}
