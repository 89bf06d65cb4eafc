#pragma once
#include <condition_variable>
#include <cstdint>
#include <fstream>
#include <memory>
#include <mutex>
#include <string>
#include <thread>

#include "base/result.h"
#include "gateway/run/traffic_ring.h"

namespace mgc::gateway {

/// Appends the gateway's logs to files as JSON lines, from a thread of its own that follows the traffic ring: requests never wait for a
/// disk. What the ring drops before it was written is counted in the log itself as {"Category":"Lost","Count":n}. Files are made with mode
/// 0600.
class LogWriter {
public:
    struct Files {
        std::string gateway;  ///< ApiManagementGatewayLogs; "" for none
        std::string llm;      ///< ApiManagementGatewayLlmLog, with prompts and answers; "" for none
    };
    /// Error LogFileFailed.
    [[nodiscard]] static Result<std::unique_ptr<LogWriter>> start(Files files, const TrafficRing& ring);
    /// Writes what has ended so far and stops.
    ~LogWriter();
    LogWriter(const LogWriter&) = delete;
    LogWriter& operator=(const LogWriter&) = delete;

private:
    explicit LogWriter(const TrafficRing& ring) : m_ring(ring) {}
    void run();
    void writeNew();

    const TrafficRing& m_ring;
    std::ofstream m_gateway, m_llm;
    std::uint64_t m_last = 0;
    std::mutex m_mutex;
    std::condition_variable m_wake;
    bool m_stopping = false;
    std::thread m_thread;
};

}  // namespace mgc::gateway
