// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capture/BlockWriter.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace sparsight {

BlockWriter::BlockWriter(Commit commit, const CapturePlan& plan, std::size_t firstBatch, RunBlock started,
                         std::chrono::steady_clock::duration patience)
    : m_commit(std::move(commit))
    , m_plan(plan)
    , m_patience(patience)
    , m_batch(firstBatch)
    , m_block(std::move(started))
    , m_lastCommit(std::chrono::steady_clock::now())
    , m_thread([this] { work(); })
{
}

BlockWriter::~BlockWriter()
{
    try {
        close();
    } catch (...) { // whoever wants to know calls close()
    }
}

void BlockWriter::push(BatchResult batch)
{
    std::unique_lock lock(m_mutex);
    m_changed.wait(lock, [this] { return m_queue.size() < capacity || m_failure; });
    rethrow();
    m_queue.push_back(std::move(batch));
    m_changed.notify_all();
}

void BlockWriter::close()
{
    {
        const std::lock_guard lock(m_mutex);
        m_closing = true;
        m_changed.notify_all();
    }
    if (m_thread.joinable()) m_thread.join();
    rethrow();
}

void BlockWriter::rethrow()
{
    if (m_failure) std::rethrow_exception(m_failure);
}

void BlockWriter::work()
{
    try {
        while (true) {
            BatchResult batch;
            {
                std::unique_lock lock(m_mutex);
                m_changed.wait(lock, [this] { return !m_queue.empty() || m_closing; });
                if (m_queue.empty()) break;
                batch = std::move(m_queue.front());
                m_queue.pop_front();
                m_changed.notify_all();
            }
            add(std::move(batch));
        }
        if (m_pending) commit(false);
    } catch (...) {
        const std::lock_guard lock(m_mutex);
        m_failure = std::current_exception();
        m_changed.notify_all();
    }
}

void BlockWriter::add(BatchResult batch)
{
    const CapturePlan::Batch& planned = m_plan.batches[m_batch++];
    const auto first = m_plan.order.begin() + static_cast<std::ptrdiff_t>(planned.first);
    m_block.sentences.insert(m_block.sentences.end(), first, first + static_cast<std::ptrdiff_t>(planned.count));
    for (std::size_t i = 0; i < m_block.layers.size(); ++i) {
        ColumnBlock& columns = m_block.layers[i];
        const SentenceValues& layer = batch.layers[i];
        const std::size_t neurons = columns.neurons();
        for (std::size_t row = 0; row < planned.count; ++row) {
            const std::span values(layer.values.data() + row * neurons, neurons);
            if (layer.tokens.empty()) {
                columns.append(values, {});
            } else {
                columns.append(values, std::span(layer.tokens.data() + row * neurons, neurons));
            }
        }
        columns.addFirings(layer.firings, layer.firingSentences);
    }
    std::ranges::move(batch.generated, std::back_inserter(m_block.generated));
    m_block.tokens += batch.tokens;
    m_block.decoderTokens += batch.decoderTokens;
    m_block.truncatedSentences += batch.truncatedSentences;
    m_pending = true;

    if (m_batch == m_plan.blockEnds[m_block.index]) {
        commit(true);
        startBlock();
    } else if (std::chrono::steady_clock::now() - m_lastCommit >= m_patience) {
        commit(false);
    }
}

void BlockWriter::commit(bool full)
{
    const auto now = std::chrono::steady_clock::now();
    m_block.seconds = std::chrono::duration<double>(now - m_lastCommit).count();
    m_commit(m_block, full);
    m_lastCommit = now;
    m_pending = false;
}

void BlockWriter::startBlock()
{
    RunBlock next{.index = m_block.index + 1};
    for (const ColumnBlock& layer : m_block.layers)
        next.layers.emplace_back(layer.neurons(), layer.format());
    m_block = std::move(next);
}

} // namespace sparsight
