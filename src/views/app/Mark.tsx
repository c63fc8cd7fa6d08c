export function Mark() {
  return (
    <svg width={24} height={24} viewBox="0 0 24 24" aria-hidden="true">
      <rect width={24} height={24} rx={6} fill="var(--acc)" />
      <g fill="none" stroke="var(--onacc)" strokeLinejoin="round">
        <path d="M7 18V6.800h6.400M7 12.300h5.400" strokeWidth={2.3} />
        <path
          d="M15.300 5.800h3.600l-2.100 2.500c1.500 0 2.300.8 2.300 2s-.9 2.100-2.200 2.100c-.8 0-1.400-.2-1.800-.7"
          strokeWidth={1.5}
        />
      </g>
    </svg>
  );
}
