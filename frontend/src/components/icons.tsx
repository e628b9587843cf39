/** Line icons, 20 x 20, in the colour of the text around them. They never stand alone: what they mean is written. */
import type { ReactNode } from "react";

function Icon({ children }: { children: ReactNode }) {
  return (
    <svg
      width="20"
      height="20"
      viewBox="0 0 20 20"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.6"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      {children}
    </svg>
  );
}

export const OverviewIcon = () => (
  <Icon>
    <path d="M3 16.5h14M5 13.5v-4M8.5 13.5v-8M12 13.5V8M15.5 13.5v-3" />
  </Icon>
);
export const MomentsIcon = () => (
  <Icon>
    <rect x="2.5" y="4" width="9" height="12" rx="1.5" />
    <path d="M14 5.5h1a1 1 0 0 1 1 1v7a1 1 0 0 1-1 1h-1M17.8 7.5v5" />
  </Icon>
);
export const GridIcon = () => (
  <Icon>
    <rect x="2.5" y="3.5" width="6" height="5.5" rx="1" />
    <rect x="11" y="3.5" width="6.5" height="5.5" rx="1" />
    <rect x="2.5" y="11.5" width="8.5" height="5" rx="1" />
    <rect x="13.5" y="11.5" width="4" height="5" rx="1" />
  </Icon>
);
export const WeightsIcon = () => (
  <Icon>
    <path d="M3 6h6M13 6h4M3 14h3M10 14h7" />
    <circle cx="11" cy="6" r="2" />
    <circle cx="8" cy="14" r="2" />
  </Icon>
);
export const ExportIcon = () => (
  <Icon>
    <path d="M10 12.5v-9M6.8 6.5 10 3.3l3.2 3.2M4 11v4.5A1.5 1.5 0 0 0 5.5 17h9a1.5 1.5 0 0 0 1.5-1.5V11" />
  </Icon>
);
export const UndoIcon = () => (
  <Icon>
    <path d="M7 4 3.5 7.5 7 11M4 7.5h7.5a4.3 4.3 0 0 1 0 8.6H8" />
  </Icon>
);
export const RedoIcon = () => (
  <Icon>
    <path d="m13 4 3.5 3.5L13 11M16 7.5H8.5a4.3 4.3 0 0 0 0 8.6H12" />
  </Icon>
);
export const SlideshowIcon = () => (
  <Icon>
    <rect x="2.5" y="4" width="15" height="12" rx="1.5" />
    <path d="m8.3 7.3 4.2 2.7-4.2 2.7z" />
  </Icon>
);
export const SettingsIcon = () => (
  <Icon>
    <circle cx="10" cy="10" r="2.6" />
    <path d="M10 2.5v2.2M10 15.3v2.2M2.5 10h2.2M15.3 10h2.2M4.7 4.7l1.6 1.6M13.7 13.7l1.6 1.6M15.3 4.7l-1.6 1.6M6.3 13.7l-1.6 1.6" />
  </Icon>
);
export const FullScreenIcon = () => (
  <Icon>
    <path d="M3.5 7.5v-4h4M12.5 3.5h4v4M16.5 12.5v4h-4M7.5 16.5h-4v-4" />
  </Icon>
);
export const KeysIcon = () => (
  <Icon>
    <rect x="2" y="5" width="16" height="10.5" rx="1.5" />
    <path d="M5 8.3h.01M8.3 8.3h.01M11.7 8.3h.01M15 8.3h.01M6.5 12h7" />
  </Icon>
);
export const KeepIcon = () => (
  <Icon>
    <path d="m4 10.5 4 4 8-9" />
  </Icon>
);
export const RejectIcon = () => (
  <Icon>
    <path d="m5 5 10 10M15 5 5 15" />
  </Icon>
);
export const BackIcon = () => (
  <Icon>
    <path d="M12.5 4.5 7 10l5.5 5.5" />
  </Icon>
);
export const NextIcon = () => (
  <Icon>
    <path d="M7.5 4.5 13 10l-5.5 5.5" />
  </Icon>
);
export const InfoIcon = () => (
  <Icon>
    <circle cx="10" cy="10" r="7" />
    <path d="M10 9.2V14M10 6.5h.01" />
  </Icon>
);
export const FilterIcon = () => (
  <Icon>
    <path d="M3 5h14M6 10h8M8.5 15h3" />
  </Icon>
);
export const CloseIcon = RejectIcon;
export const ZoomIcon = () => (
  <Icon>
    <circle cx="8.7" cy="8.7" r="5.2" />
    <path d="m12.7 12.7 4 4M6.5 8.7h4.4M8.7 6.5v4.4" />
  </Icon>
);
export const PeakingIcon = () => (
  <Icon>
    <circle cx="10" cy="10" r="2.5" />
    <path d="M3 6.5V4.5A1.5 1.5 0 0 1 4.5 3h2M13.5 3h2A1.5 1.5 0 0 1 17 4.5v2M17 13.5v2a1.5 1.5 0 0 1-1.5 1.5h-2M6.5 17h-2A1.5 1.5 0 0 1 3 15.5v-2" />
  </Icon>
);
export const ClippingIcon = () => (
  <Icon>
    <rect x="2.5" y="4" width="15" height="12" rx="1.5" />
    <path d="m4.5 15.5 11-11M10 15.8l7-7M3 11.2l7-7" />
  </Icon>
);
export const SharpestIcon = () => (
  <Icon>
    <circle cx="10" cy="10" r="5" />
    <path d="M10 2.5V7M10 13v4.5M2.5 10H7M13 10h4.5" />
  </Icon>
);
export const CompareIcon = () => (
  <Icon>
    <rect x="2.5" y="4.5" width="6.5" height="11" rx="1" />
    <rect x="11" y="4.5" width="6.5" height="11" rx="1" />
  </Icon>
);
export const TableIcon = () => (
  <Icon>
    <rect x="2.5" y="4" width="15" height="12" rx="1.5" />
    <path d="M2.5 8h15M8.5 4v12M13 8v8" />
  </Icon>
);
