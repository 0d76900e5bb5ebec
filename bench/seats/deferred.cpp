// Deferred acceptance as one would write it in C++: a queue of applicants, a heap of each position. Reads the arrays of a
// folder, writes assignment.bin, prints the best of REPEATS times in seconds of the processor, for the search alone.
#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <functional>
#include <iterator>
#include <queue>
#include <string>
#include <utility>
#include <vector>

#include "read.hpp"

using Seat = std::pair<uint32_t, int32_t>;  // key, applicant
using Heap = std::priority_queue<Seat, std::vector<Seat>, std::greater<Seat>>;

int main(int argc, char** argv) {
  const std::string folder = argv[1];
  const int repeats = argc > 2 ? std::atoi(argv[2]) : 3;
  const auto indptr = read<int64_t>(folder + "/indptr.bin");
  const auto idx = read<int32_t>(folder + "/idx.bin");
  const auto key = read<uint32_t>(folder + "/key.bin");
  const auto cap = read<int32_t>(folder + "/cap.bin");
  const int32_t n = indptr.size() - 1;
  std::vector<int32_t> assignment;
  double best = 1e9;
  for (int again = 0; again < repeats; ++again) {
    const std::clock_t began = std::clock();
    std::vector<Heap> seated(cap.size());
    std::vector<int64_t> next(indptr.begin(), indptr.end() - 1);
    std::queue<int32_t> waiting;
    assignment.assign(n, -1);
    for (int32_t i = 0; i < n; ++i) waiting.push(i);
    while (!waiting.empty()) {
      const int32_t i = waiting.front();
      waiting.pop();
      while (next[i] < indptr[i + 1]) {
        const int64_t e = next[i]++;
        const int32_t j = idx[e];
        if (cap[j] == 0) continue;
        Heap& heap = seated[j];
        if (heap.size() < static_cast<size_t>(cap[j])) {
          heap.push({key[e], i});
          assignment[i] = j;
          break;
        }
        if (heap.top().first < key[e]) {
          const int32_t gone = heap.top().second;
          heap.pop();
          heap.push({key[e], i});
          assignment[gone] = -1;
          assignment[i] = j;
          waiting.push(gone);
          break;
        }
      }
    }
    best = std::min(best, double(std::clock() - began) / CLOCKS_PER_SEC);
  }
  std::ofstream(folder + "/assignment.bin", std::ios::binary)
      .write(reinterpret_cast<const char*>(assignment.data()), assignment.size() * sizeof(int32_t));
  std::printf("%.6f\n", best);
}
